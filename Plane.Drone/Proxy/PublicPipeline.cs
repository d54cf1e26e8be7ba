using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Plane.Contracts.Records;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Forwarding;
using Plane.Drone.Proxy.Holding;
using Plane.Drone.Proxy.Revoking;
using Plane.Drone.Proxy.Targets;
using Plane.Drone.Proxy.Tokens;

namespace Plane.Drone.Proxy;

/// <summary>What happens to a client's request, in order: read its target, admit it, hold it, forward it.</summary>
internal sealed class PublicPipeline(
    ProxyIdentity identity, Admission admission, BackendGate gate, BackendForwarding forwarding, ProxyAnswers answers, OpenExchanges exchanges, Revocations revocations, ProxyReadiness readiness, IOptions<ProxyOptions> options, ILogger<PublicPipeline> log)
{
    private readonly HostNames _names = new(identity.Cluster, options.Value.Aliases);

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            log.ClientLeft(context.TraceIdentifier);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!RequestTarget.TryParse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, out var request))
        {
            await answers.RefuseAsync(context, Refusal.BadTarget, null);
            return;
        }

        switch (TargetPolicy.Decide(_names.Match(context.Request.Host.Value), request))
        {
            case Target.ReadyProbe:
                ProxyAnswers.Probe(context, isReady: readiness.WhyNot is null);
                break;
            case Target.Root when options.Value.RootRedirectUrl is { } url:
                ProxyAnswers.Redirect(context, url);
                break;
            case Target.Root:
                await answers.RefuseAsync(context, Refusal.NoRootPage, null);
                break;
            case Target.Refused refused:
                await answers.RefuseAsync(context, refused.Refusal, null);
                break;
            case Target.ByToken byToken:
                await ProxyAsync(context, request, await admission.AdmitAsync(byToken, request, Authorization(context), context.RequestAborted));
                break;
            case Target.ByHost byHost:
                await ProxyAsync(context, request, await admission.AdmitAsync(byHost, request, Authorization(context), context.RequestAborted));
                break;
        }
    }

    private static string Authorization(HttpContext context) => context.Request.Headers.Authorization.ToString();

    private async Task ProxyAsync(HttpContext context, RequestTarget asked, Outcome<Admitted> admitted)
    {
        if (!admitted.IsValue)
        {
            await answers.RefuseAsync(context, admitted.Refusal, null);
            return;
        }

        var backend = admitted.Value.Record.Backend;
        var isWindow = options.Value.WaitingPage && Navigation.Is(context.Request);
        var ready = await gate.ReadyAsync(admitted.Value.Record, isWindow ? options.Value.HoldOfWindow : options.Value.Hold, context.RequestAborted);
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

        var refusal = ready.IsValue ? await ForwardAsync(context, ready.Value, admitted.Value, asked) : ready.Refusal;
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

        ClientHeaders.Strip(context.Request.Headers);
        return await forwarding.SendAsync(context, record, new BackendHeaders(admitted.Ticket, asked.Path, ClientHeaders.AddressOf(context), context.Request.Scheme, admitted.Route), admitted.Request);
    }
}
