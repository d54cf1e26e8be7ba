using System.Net.Sockets;
using System.Text.Json;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Transport;

/// <summary>Makes a link: TCP, INFO, TLS where wanted, CONNECT, PING and its PONG.</summary>
internal sealed class Connector(NatsOpts opts, INatsConnection hooks)
{
    private static readonly string Version = typeof(Connector).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Bounded by <see cref="NatsOpts.ConnectTimeout"/>. Socket failures come as they are, all else as <see cref="HandshakeException"/>.</summary>
    public async Task<Link> ConnectAsync(ServerAddress server, Func<Link, IFrameSink> sink, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(opts.ConnectTimeout, opts.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        INatsSocketConnection? transport = null;
        try
        {
            transport = await OpenAsync(server, either.Token);

            // A transport's receive takes no token: closing it ends a handshake that takes too long.
            var open = transport;
            await using var closing = either.Token.UnsafeRegister(static t => _ = ((INatsSocketConnection)t!).DisposeAsync().AsTask(), open);
            return await HandshakeAsync(server, open, sink, either.Token);
        }
        catch (Exception e)
        {
            if (transport is not null)
            {
                await transport.DisposeAsync();
            }

            cancellationToken.ThrowIfCancellationRequested();
            throw timeout.IsCancellationRequested ? new SocketException((int)SocketError.TimedOut) : e;
        }
    }

    private async Task<INatsSocketConnection> OpenAsync(ServerAddress server, CancellationToken cancellationToken)
    {
        var target = (server.Host, server.Port);
        if (hooks.OnConnectingAsync is { } connecting)
        {
            target = await connecting(target);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target.Host, target.Port, cancellationToken);
            var transport = new TcpTransport(socket);
            return hooks.OnSocketAvailableAsync is { } available ? await available(transport) : transport;
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<Link> HandshakeAsync(ServerAddress server, INatsSocketConnection transport, Func<Link, IFrameSink> sink, CancellationToken cancellationToken)
    {
        var mode = TlsUpgrade.EffectiveMode(opts.TlsOpts, server.Scheme);
        if (mode == TlsMode.Implicit)
        {
            transport = await TlsAsync(transport, server, cancellationToken);
        }

        var buffer = new ReceiveBuffer(opts.ReaderBufferSize, opts.MaxPayloadHardCap);
        var info = await ReadInfoAsync(transport, buffer);
        if (mode != TlsMode.Implicit && WantsTls(mode, info))
        {
            transport = await TlsAsync(transport, server, cancellationToken);
        }

        await SignInAsync(transport, server, info, cancellationToken);
        ServerFrame frame;
        while ((frame = await NextAsync(transport, buffer)).Op != ServerOp.Pong)
        {
            // A server whose cluster has just changed sends INFO again before it answers.
            info = frame.Op == ServerOp.Info ? ReadInfo(frame, buffer) : info;
        }

        return new Link(server, info, transport, buffer, sink, opts);
    }

    private static bool WantsTls(TlsMode mode, ServerInfo info) => mode switch
    {
        TlsMode.Require => info.TlsRequired || info.TlsAvailable
            ? true
            : throw new HandshakeException("TLS is required by the options, but the server does not offer it."),
        TlsMode.Disable => info.TlsRequired
            ? throw new HandshakeException("TLS is disabled by the options, but the server requires it.")
            : false,
        _ => info.TlsRequired || info.TlsAvailable,
    };

    private async Task<INatsSocketConnection> TlsAsync(INatsSocketConnection transport, ServerAddress server, CancellationToken cancellationToken)
    {
        try
        {
            return await TlsUpgrade.UpgradeAsync(transport, opts.TlsOpts, server.Host, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new HandshakeException($"TLS authentication failed: {e.Message}", e);
        }
    }

    private async Task SignInAsync(INatsSocketConnection transport, ServerAddress server, ServerInfo info, CancellationToken cancellationToken)
    {
        var headers = opts.Headers && info.HeadersSupported;
        var request = new ConnectRequest
        {
            Echo = opts.Echo,
            Verbose = opts.Verbose,
            TlsRequired = transport is TlsTransport,
            Name = opts.Name,
            Version = Version,
            Headers = headers,
            NoResponders = headers,
        };
        request = await Credentials.AddAsync(request, opts.AuthOpts, server, cancellationToken);

        // CONNECT SP {"key":value, ...} CRLF PING CRLF
        ReadOnlyMemory<byte> lines = (byte[])[.. "CONNECT "u8, .. JsonSerializer.SerializeToUtf8Bytes(request, ProtocolJson.Default.ConnectRequest), .. "\r\n"u8, .. ClientLines.Ping];
        while (!lines.IsEmpty)
        {
            lines = lines[await transport.SendAsync(lines)..];
        }
    }

    private static async Task<ServerInfo> ReadInfoAsync(INatsSocketConnection transport, ReceiveBuffer buffer)
    {
        var frame = await NextAsync(transport, buffer);
        return frame.Op == ServerOp.Info ? ReadInfo(frame, buffer) : throw new HandshakeException("The server did not begin with INFO; is it a NATS server?");
    }

    private static ServerInfo ReadInfo(in ServerFrame frame, ReceiveBuffer buffer)
        => JsonSerializer.Deserialize(frame.Text.Of(buffer.Bytes), ProtocolJson.Default.ServerInfo)
            ?? throw new HandshakeException("The server's INFO is empty.");

    private static async Task<ServerFrame> NextAsync(INatsSocketConnection transport, ReceiveBuffer buffer)
    {
        while (true)
        {
            if (buffer.TryRead(out var frame))
            {
                return frame.Op == ServerOp.Err ? throw new NatsServerException(ServerErrors.Text(frame.Text.Of(buffer.Bytes))) : frame;
            }

            var count = await transport.ReceiveAsync(buffer.Free());
            if (count == 0)
            {
                throw new HandshakeException("The server closed the connection during the handshake.");
            }

            buffer.Received(count);
        }
    }
}
