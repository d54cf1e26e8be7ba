using Microsoft.Extensions.Options;
using Plane.Contracts.Records;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Bearer;
using Plane.Drone.Proxy.Forwarding;
using Plane.Drone.Proxy.Holding;
using Plane.Drone.Proxy.Revoking;
using Plane.Drone.Proxy.Targets;
using Plane.Drone.Proxy.Tokens;

namespace Plane.Drone.Proxy;

/// <summary>What happens to a request that may reach its backend: it is held until the backend is ready, and forwarded.</summary>
internal sealed class BackendExchange(BackendGate gate, BackendForwarding forwarding, ProxyAnswers answers, OpenExchanges exchanges, Revocations revocations, ClientOrigins origins, IOptions<ProxyOptions> options, IOptions<ForwardOptions> forward)
{
    /// <param name="asked">As the client sent it, before anything was cut off.</param>
    public async Task RunAsync(HttpContext context, RequestTarget asked, Admitted admitted)
    {
        var backend = admitted.Record.Backend;
        var isWindow = options.Value.WaitingPage && Navigation.Is(context.Request);
        var ready = await gate.ReadyAsync(admitted.Record, isWindow ? options.Value.HoldOfWindow : options.Value.Hold, context.RequestAborted);
        if (isWindow && ready.Refusal == Refusal.HeldTooLong)
        {
            await ProxyAnswers.ShowWaitingAsync(context, backend);
            return;
        }

        if (ready.IsValue && options.Value.WaitingPage && Navigation.IsWaiting(context.Request))
        {
            ProxyAnswers.TellReady(context, backend);
            return;
        }

        var refusal = ready.IsValue ? await ForwardAsync(context, ready.Value, admitted, asked) : ready.Refusal;
        if (refusal is not null && !context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            await answers.RefuseAsync(context, refusal, backend);
        }
    }

    private async ValueTask<Refusal?> ForwardAsync(HttpContext context, BackendRecord record, Admitted admitted, RequestTarget asked)
    {
        // Entered first and looked at then: a revocation that comes in between ends the exchange, an earlier one is seen here.
        using var exchange = exchanges.Enter(context, admitted.Ticket);
        if (revocations.End(admitted.Ticket))
        {
            return Refusal.UnknownToken;
        }

        var headers = context.Request.Headers;
        var origin = origins.Take(context);
        if (record.RequiresBearerToken && admitted.Route == Routing.RouteKind.Host && !options.Value.ForwardBearerToken)
        {
            headers.Remove("Authorization");
            headers.Cookie = AuthCookie.Without(headers.Cookie);
        }

        var told = new BackendHeaders(admitted.Ticket, asked.Path, origin, forward.Value.Origin, admitted.Route);
        return await forwarding.SendAsync(context, record, admitted.Port, told, admitted.Request);
    }
}
