using Plane.Domain.Identity;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Sockets;
using Plane.Drone.Proxy.Targets;
using Yarp.ReverseProxy.Forwarder;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>Turns a client's request into the backend's, and the backend's answer into the client's. One per request.</summary>
/// <param name="peer">Null where the container is dialled directly; else what the drone on the way is told.</param>
/// <param name="host">What the backend sees as <c>Host</c>; null for the client's.</param>
internal sealed class ClientTransformer(string authority, RequestTarget request, BackendHeaders headers, PeerOrder? peer, string? host) : HttpTransformer
{
    private BackendId Backend => headers.Ticket.Backend;

    /// <summary>The status of an answer that the drone on the way made itself, and that was not passed on.</summary>
    public int? PeerAnswer { get; private set; }

    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        OtherUpgrade.Show(httpContext.Request.Headers);
        proxyRequest.RequestUri = ExactUri.Of(authority, request);
        headers.AddTo(proxyRequest.Headers);
        HostHeader.Set(proxyRequest.Headers, host);
        peer?.AddTo(proxyRequest.Headers);
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (peer is not null && proxyResponse is not null && proxyResponse.Headers.Contains(PeerHeaders.Answer))
        {
            PeerAnswer = (int)proxyResponse.StatusCode;
            return false;
        }

        var copyBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is not null && proxyResponse.Headers.NonValidated.Contains("Connection"))
        {
            HopHeaders.Remove(httpContext.Response.Headers, proxyResponse.Headers.Connection.ToArray());
        }

        AnswerHeaders.Set(httpContext.Response.Headers, Backend);
        return copyBody && !(peer is null && await Upgrades.TryTakeAsync(httpContext, proxyResponse));
    }
}
