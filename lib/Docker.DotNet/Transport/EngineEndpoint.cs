using System.Net.Security;
using System.Net.Sockets;

namespace Docker.DotNet.Transport;

/// <summary>Where the engine listens, and how to get a connection to it.</summary>
internal sealed class EngineEndpoint
{
    private readonly Func<Socket> _open;
    private readonly Func<Socket, CancellationToken, ValueTask> _connect;
    private readonly string _tlsHost;

    private EngineEndpoint(Uri baseUri, Func<Socket> open, Func<Socket, CancellationToken, ValueTask> connect, string tlsHost)
    {
        BaseUri = baseUri;
        _open = open;
        _connect = connect;
        _tlsHost = tlsHost;
    }

    /// <summary>What requests are addressed to: plain HTTP always, since TLS is a matter of the connection here. Ends in a slash.</summary>
    public Uri BaseUri { get; }

    /// <exception cref="NotSupportedException">The scheme is none of unix, tcp, http, https.</exception>
    public static EngineEndpoint Parse(Uri endpoint, bool tls) => endpoint.Scheme.ToLowerInvariant() switch
    {
        "unix" => Unix(endpoint.LocalPath),
        "tcp" => Tcp(endpoint, tls),
        "http" => Tcp(endpoint, false),
        "https" => Tcp(endpoint, true),
        "npipe" => throw new NotSupportedException("Named pipes need the Docker.DotNet package; this stand-in knows unix, tcp, http and https."),
        _ => throw new NotSupportedException($"'{endpoint.Scheme}' is not a scheme of a Docker endpoint: use unix, tcp, http or https."),
    };

    /// <param name="tls">What credentials want of TLS, such as client certificates; unused where the endpoint speaks none.</param>
    /// <param name="cancellationToken">Closes the socket.</param>
    public async ValueTask<EngineConnection> ConnectAsync(SslClientAuthenticationOptions tls, CancellationToken cancellationToken)
    {
        var socket = _open();
        try
        {
            await _connect(socket, cancellationToken);
            var stream = new NetworkStream(socket, ownsSocket: true);
            return new EngineConnection(socket, _tlsHost is null ? stream : await SecureAsync(stream, tls, cancellationToken));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static EngineEndpoint Unix(string path) => new(
        new Uri("http://localhost/"),
        () => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
        (socket, cancellationToken) => socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken),
        tlsHost: null);

    private static EngineEndpoint Tcp(Uri endpoint, bool tls)
    {
        const int plainPort = 2375;
        const int tlsPort = 2376;
        var port = endpoint.Port >= 0 ? endpoint.Port : tls ? tlsPort : plainPort;
        var baseUri = new UriBuilder("http", endpoint.Host, port, endpoint.AbsolutePath.TrimEnd('/') + "/").Uri;
        return new EngineEndpoint(
            baseUri,
            () => new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true },
            (socket, cancellationToken) => socket.ConnectAsync(endpoint.DnsSafeHost, port, cancellationToken),
            tls ? endpoint.DnsSafeHost : null);
    }

    private async Task<Stream> SecureAsync(Stream stream, SslClientAuthenticationOptions tls, CancellationToken cancellationToken)
    {
        tls.TargetHost ??= _tlsHost;
        var secure = new SslStream(stream);
        await secure.AuthenticateAsClientAsync(tls, cancellationToken);
        return secure;
    }
}
