using System.Net;
using Microsoft.AspNetCore.Http.Features;
using NATS.Client.Core;
using Plane.Domain.Identity;
using Plane.Drone.Proxy.Forwarding;
using Plane.Drone.Proxy.Targets;

namespace Plane.Drone.Proxy.Peers;

/// <summary>
/// What happens to a request that another proxy of the cluster sends here: it goes into the container of this drone, or nowhere. It is never sent on to a
/// third drone, so that two drones with different views cannot play ball with it.
/// </summary>
internal sealed class PeerPipeline(PeerTrust trust, ContainerForwarding containers, ILogger<PeerPipeline> log)
{
    public async Task HandleAsync(HttpContext context)
    {
        HttpStatusCode? status = null;
        try
        {
            status = await StatusAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            log.PeerLeft(context.TraceIdentifier);
        }

        if (status is { } answer && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            context.Response.Headers.Clear();
            context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = null;
            context.Response.StatusCode = (int)answer;
            context.Response.Headers[PeerHeaders.Answer] = "1";
            context.Response.ContentLength = 0;
        }
    }

    /// <returns>What to answer instead of the backend; null where the backend answered.</returns>
    private async ValueTask<HttpStatusCode?> StatusAsync(HttpContext context)
    {
        if (await IsUntrustedAsync(context) is { } refused)
        {
            return refused;
        }

        if (!BackendId.TryParse(context.Request.Headers[PeerHeaders.Backend], out var backend)
            || !PeerOrder.TryReadPort(context.Request.Headers[PeerHeaders.Port], out var port)
            || !RequestTarget.TryParse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, out var request))
        {
            return HttpStatusCode.UnprocessableEntity;
        }

        var refusal = await containers.SendAsync(context, backend, port, ClientHeaders.PeerFactsOf(context, request), (authority, host) => new PassTransformer(authority, request, host));
        return refusal?.Status;
    }

    private async ValueTask<HttpStatusCode?> IsUntrustedAsync(HttpContext context)
    {
        try
        {
            if (await trust.TrustsAsync(context.Request.Headers[PeerHeaders.Credential].ToString(), context.RequestAborted))
            {
                return null;
            }

            log.Untrusted(context.Connection.RemoteIpAddress);
            return HttpStatusCode.Forbidden;
        }
        catch (NatsException exception)
        {
            log.CannotCheck(exception);
            return HttpStatusCode.InternalServerError;
        }
    }
}
