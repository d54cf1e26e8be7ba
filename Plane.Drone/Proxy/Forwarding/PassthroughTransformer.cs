using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Sockets;
using Plane.Drone.Proxy.Targets;
using Yarp.ReverseProxy.Forwarder;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>Passes a request that is for no backend on as it came, and says from whom.</summary>
internal sealed class PassthroughTransformer(string authority, RequestTarget request, ClientOrigin origin, OriginHeaders form) : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        OtherUpgrade.Show(httpContext.Request.Headers);
        proxyRequest.RequestUri = ExactUri.Of(authority, request);
        origin.AddTo(proxyRequest.Headers, form);
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var copyBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        AnswerHeaders.Set(httpContext.Response.Headers, null);
        return copyBody;
    }
}
