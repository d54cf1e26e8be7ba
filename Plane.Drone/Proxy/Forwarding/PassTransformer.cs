using Plane.Drone.Proxy.Targets;
using Yarp.ReverseProxy.Forwarder;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>Passes on what another proxy of the cluster has already put into shape, without what the two said to each other.</summary>
internal sealed class PassTransformer(string authority, RequestTarget request) : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.RequestUri = ExactUri.Of(authority, request);
        proxyRequest.Headers.Remove(PeerHeaders.Credential);
        proxyRequest.Headers.Remove(PeerHeaders.Backend);
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var copyBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);

        // A backend cannot speak in the drone's name.
        httpContext.Response.Headers.Remove(PeerHeaders.Answer);
        return copyBody;
    }
}
