using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Peers;

namespace Docker.DotNet.Tests.Streams;

/// <summary>Makes the real engine reachable over TCP, with TLS if it has a certificate, and knows how many connections there are and were.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Socket> _clients = [];
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private int _open;
    private int _accepted;
    private int _sent;

    public Relay(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync(_stop.Token);
    }

    public Uri Endpoint => new("tcp://" + _listener.LocalEndpoint);

    /// <summary>Connections that the client has not closed.</summary>
    public int Open => Volatile.Read(ref _open);

    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Pieces that the client sent, mostly one per request.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Closes every connection there is, as a restarting engine does.</summary>
    public void Drop()
    {
        while (_clients.TryTake(out var client))
        {
            client.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private static Task ConnectAsync(Socket socket, CancellationToken cancellationToken) => DockerEngine.Endpoint.Scheme == "unix"
        ? socket.ConnectAsync(new UnixDomainSocketEndPoint(DockerEngine.Endpoint.AbsolutePath), cancellationToken).AsTask()
        : socket.ConnectAsync(DockerEngine.Endpoint.Host, DockerEngine.Endpoint.Port, cancellationToken).AsTask();

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(cancellationToken);
                _clients.Add(client);
                Interlocked.Increment(ref _accepted);
                Interlocked.Increment(ref _open);
                serving.Add(ServeAsync(client, cancellationToken));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken cancellationToken)
    {
        using var socket = DockerEngine.Endpoint.Scheme == "unix"
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await ConnectAsync(socket, cancellationToken);
        await using var near = await SecureAsync(new NetworkStream(client, ownsSocket: true), cancellationToken);
        await using var far = new NetworkStream(socket);
        var back = CopyAsync(far, near, client, () => { }, cancellationToken);
        await CopyAsync(near, far, socket, () => Interlocked.Increment(ref _sent), cancellationToken);
        Interlocked.Decrement(ref _open);
        await back;
    }

    private async Task<Stream> SecureAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        if (_certificate is null)
        {
            return stream;
        }

        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, cancellationToken);
        return secure;
    }

    // Passes the end of one direction on and leaves the other open; a connection that breaks has ended too.
    private static async Task CopyAsync(Stream from, Stream to, Socket target, Action passed, CancellationToken cancellationToken)
    {
        var buffer = new byte[16384];
        try
        {
            int count;
            while ((count = await from.ReadAsync(buffer, cancellationToken)) > 0)
            {
                await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                passed();
            }

            target.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            target.Close();
        }
    }
}
