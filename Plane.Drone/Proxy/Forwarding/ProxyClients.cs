using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Plane.Drone.Proxy.Listeners;
using Plane.Drone.Proxy.Sockets;
using Yarp.ReverseProxy.Forwarder;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>The connections to containers and to other programs, in pools of their own.</summary>
internal sealed class ProxyClients(ContainerDialer dialer, GoneMachines machines) : IDisposable
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

    public HttpMessageInvoker Containers { get; } = New(async (context, token) => new NetworkStream(await dialer.DialAsync(context.DnsEndPoint.Host, token), ownsSocket: true));

    /// <summary>Containers too, for requests that ask for another protocol.</summary>
    public HttpMessageInvoker Upgrades { get; } = New(async (context, token) => new UpgradeStream(await dialer.DialAsync(context.DnsEndPoint.Host, token)));

    /// <summary>Other drones, and where requests go that belong to nobody.</summary>
    public HttpMessageInvoker Peers { get; } = New((context, token) => ConnectAsync(context.DnsEndPoint, machines, token));

    /// <summary>
    /// Backends speak HTTP/1.1, which every program does. gRPC is the exception: its servers know HTTP/2 only, here without TLS, for its answers end in trailers.
    /// </summary>
    public static ForwarderRequestConfig ConfigFor(HttpRequest request) =>
        HttpProtocol.IsHttp2(request.Protocol) && request.ContentType is { } type && type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) && !type.StartsWith("application/grpc-web", StringComparison.OrdinalIgnoreCase)
            ? Http2 : Http1;

    public void Dispose()
    {
        Containers.Dispose();
        Upgrades.Dispose();
        Peers.Dispose();
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint address, GoneMachines machines, CancellationToken token)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            machines.Ask(socket);
            await socket.ConnectAsync(address, token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static HttpMessageInvoker New(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect) => new(new FlushingHandler(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = ConnectLimit,
        PooledConnectionIdleTimeout = IdleLimit,
        EnableMultipleHttp2Connections = true,
        ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
        ConnectCallback = connect,

        // Header bytes outside ASCII go through as they are.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
    }));
}
