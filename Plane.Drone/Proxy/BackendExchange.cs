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
    /// <returns>Null: whatever becomes of it, it is answered here.</returns>
    public async ValueTask<Refusal?> RunAsync(HttpContext context, RequestTarget asked, Admitted admitted)
    {
        var backend = admitted.Record.Backend;
        var isWindow = options.Value.WaitingPage && Navigation.Is(context.Request);
        var ready = await gate.ReadyAsync(admitted.Record, isWindow ? options.Value.HoldOfWindow : options.Value.Hold, context.RequestAborted);
        if (isWindow && ready.Refusal == Refusal.HeldTooLong)
        {
            await ProxyAnswers.ShowWaitingAsync(context, backend);
            return null;
        }

        if (ready.IsValue && options.Value.WaitingPage && Navigation.IsWaiting(context.Request))
        {
            ProxyAnswers.TellReady(context, backend);
            return null;
        }

        var refusal = ready.Refusal;
        if (ready.IsValue)
        {
            // Entered first and looked at then: a revocation that comes in between ends the exchange, an earlier one is seen here.
            using var exchange = exchanges.Enter(context, admitted.Ticket);
            refusal = revocations.End(admitted.Ticket) ? Refusal.UnknownToken : await ForwardAsync(context, ready.Value, admitted, asked);
        }

        if (refusal is not null && !context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            await answers.RefuseAsync(context, refusal, backend);
        }

        return null;
    }

    private ValueTask<Refusal?> ForwardAsync(HttpContext context, BackendRecord record, Admitted admitted, RequestTarget asked)
    {
        var headers = context.Request.Headers;
        var origin = origins.Take(context);
        if (record.RequiresBearerToken && admitted.Route == Routing.RouteKind.Host && !options.Value.ForwardBearerToken)
        {
            headers.Remove("Authorization");
            headers.Cookie = AuthCookie.Without(headers.Cookie);
        }

        var told = new BackendHeaders(admitted.Ticket, asked.Path, origin, forward.Value.Origin, admitted.Route);
        return forwarding.SendAsync(context, record, admitted.Port, told, admitted.Request);
    }
}
