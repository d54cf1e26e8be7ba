using System.Diagnostics;
using System.Net;
using System.Text;
using Yarp.ReverseProxy.Forwarder;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>The connections to containers and to other drones, in pools of their own.</summary>
internal sealed class ProxyClients : IDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    /// <summary>Shorter than the 5 s after which common servers close an idle connection, so that none is used in the moment it is closed.</summary>
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(4);

    /// <summary>Sessions are long and quiet: nothing is ever ended because nothing was said.</summary>
    public static readonly ForwarderRequestConfig Request = new()
    {
        ActivityTimeout = Timeout.InfiniteTimeSpan,
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    public HttpMessageInvoker Containers { get; } = New();

    public HttpMessageInvoker Peers { get; } = New();

    public void Dispose()
    {
        Containers.Dispose();
        Peers.Dispose();
    }

    private static HttpMessageInvoker New() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = ConnectLimit,
        PooledConnectionIdleTimeout = IdleLimit,
        ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),

        // Header bytes outside ASCII go through as they are.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
    });
}
