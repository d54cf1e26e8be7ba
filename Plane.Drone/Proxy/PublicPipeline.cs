using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Bearer;
using Plane.Drone.Proxy.Forwarding;
using Plane.Drone.Proxy.Targets;

namespace Plane.Drone.Proxy;

/// <summary>What happens to a client's request, in order: read its target, admit it, and let the exchange with its backend run.</summary>
internal sealed class PublicPipeline(
    ProxyIdentity identity, Admission admission, BackendExchange exchange, Login login, Passthrough passthrough, ProxyAnswers answers, ProxyReadiness readiness, IOptions<ProxyOptions> options, ILogger<PublicPipeline> log)
{
    private readonly HostNames _names = new(identity.Cluster, options.Value.Aliases, options.Value.Hosts.Select(CustomHost.Of));
    private readonly TargetRules _rules = new(options.Value.PathRouting, passthrough.IsOn);

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            if (await AnswerAsync(context) is { } refusal && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
            {
                await answers.RefuseAsync(context, refusal, null);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            log.ClientLeft(context.TraceIdentifier);
        }
    }

    /// <returns>Null where it was answered.</returns>
    private ValueTask<Refusal?> AnswerAsync(HttpContext context)
    {
        if (!RequestTarget.TryParse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, out var request))
        {
            return new(Refusal.BadTarget);
        }

        if (RequestFraming.IsAmbiguous(context.Request.Headers))
        {
            return new(Refusal.TwoLengths);
        }

        switch (TargetPolicy.Decide(_names.Match(context.Request.Host.Value), request, _rules))
        {
            case Target.ByToken byToken:
                return ByTokenAsync(context, request, byToken);
            case Target.ByName byName:
                return ByNameAsync(context, request, byName);
            case Target.ReadyProbe:
                ProxyAnswers.Probe(context, isReady: readiness.WhyNot is null);
                return default;
            case Target.Root when options.Value.RootRedirectUrl is { } url:
                ProxyAnswers.Redirect(context, url);
                return default;
            case Target.Passed:
                return passthrough.SendAsync(context, request);
            case Target.Refused refused:
                return new(refused.Refusal);
            default:
                return new(Refusal.NoRootPage);
        }
    }

    private ValueTask<Refusal?> ByTokenAsync(HttpContext context, RequestTarget asked, Target.ByToken target)
    {
        // Most are known, and asked for often: nothing is kept here while their request goes on.
        var admitting = admission.AdmitAsync(target, context.Request.Headers, context.RequestAborted);
        return admitting.IsCompletedSuccessfully ? RunAsync(context, asked, admitting.Result) : RunOnceAdmittedAsync(context, asked, admitting);
    }

    private async ValueTask<Refusal?> RunOnceAdmittedAsync(HttpContext context, RequestTarget asked, ValueTask<Outcome<Admitted>> admitting) =>
        await RunAsync(context, asked, await admitting);

    private async ValueTask<Refusal?> ByNameAsync(HttpContext context, RequestTarget asked, Target.ByName target)
    {
        if (target.IsLogin)
        {
            var found = await admission.FindAsync(target, context.RequestAborted);
            return found.IsValue ? await login.AnswerAsync(context, target, found.Value.Record) : found.Refusal;
        }

        var admitted = await admission.AdmitAsync(target, context.Request.Headers, context.RequestAborted);
        return admitted.Refusal == Refusal.UnknownBackend && target is { Base.Length: 0, Custom: null } && passthrough.IsOn ? await passthrough.SendAsync(context, asked) : await RunAsync(context, asked, admitted);
    }

    private ValueTask<Refusal?> RunAsync(HttpContext context, RequestTarget asked, Outcome<Admitted> admitted) =>
        admitted.IsValue ? exchange.RunAsync(context, asked, admitted.Value) : new(admitted.Refusal);
}
