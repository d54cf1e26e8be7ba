using System.Diagnostics;
using System.Net;
using System.Text;
using Yarp.ReverseProxy.Forwarder;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>The connections to containers and to other programs, in pools of their own.</summary>
internal sealed class ProxyClients(ContainerDialer dialer) : IDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    /// <summary>Shorter than the 5 s after which common servers close an idle connection, so that none is used in the moment it is closed.</summary>
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(4);

    /// <summary>Sessions are long and quiet: nothing is ever ended because nothing was said.</summary>
    private static readonly ForwarderRequestConfig Http1 = new()
    {
        ActivityTimeout = Timeout.InfiniteTimeSpan,
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private static readonly ForwarderRequestConfig Http2 = Http1 with { Version = HttpVersion.Version20 };

    public HttpMessageInvoker Containers { get; } = New(dialer);

    /// <summary>Other drones, and where requests go that belong to nobody.</summary>
    public HttpMessageInvoker Peers { get; } = New(dialer: null);

    /// <summary>
    /// Backends speak HTTP/1.1, which every program does. gRPC is the exception: its servers know HTTP/2 only, here without TLS, for its answers end in trailers.
    /// </summary>
    public static ForwarderRequestConfig ConfigFor(HttpRequest request) =>
        HttpProtocol.IsHttp2(request.Protocol) && request.ContentType is { } type && type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) && !type.StartsWith("application/grpc-web", StringComparison.OrdinalIgnoreCase)
            ? Http2 : Http1;

    public void Dispose()
    {
        Containers.Dispose();
        Peers.Dispose();
    }

    private static HttpMessageInvoker New(ContainerDialer? dialer) => new(new FlushingHandler(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = ConnectLimit,
        PooledConnectionIdleTimeout = IdleLimit,
        EnableMultipleHttp2Connections = true,
        ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
        ConnectCallback = dialer is null ? null : (context, token) => dialer.DialAsync(context.DnsEndPoint.Host, token),

        // Header bytes outside ASCII go through as they are.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
    }));
}
