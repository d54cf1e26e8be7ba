using Plane.Drone.Proxy.Sockets;
using Plane.Drone.Proxy.Targets;
using Yarp.ReverseProxy.Forwarder;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>Passes on what another proxy of the cluster has already put into shape, without what the two said to each other.</summary>
/// <param name="host">What the backend sees as <c>Host</c>; null for the client's.</param>
internal sealed class PassTransformer(string authority, RequestTarget request, string? host) : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        OtherUpgrade.Show(httpContext.Request.Headers);
        proxyRequest.RequestUri = ExactUri.Of(authority, request);
        proxyRequest.Headers.Remove(PeerHeaders.Credential);
        proxyRequest.Headers.Remove(PeerHeaders.Backend);
        proxyRequest.Headers.Remove(PeerHeaders.Port);
        proxyRequest.Headers.Remove(PeerHeaders.Client);
        HostHeader.Set(proxyRequest.Headers, host);
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var copyBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);

        // A backend cannot speak in the drone's name.
        httpContext.Response.Headers.Remove(PeerHeaders.Answer);
        return copyBody && !await Upgrades.TryTakeAsync(httpContext, proxyResponse);
    }
}
