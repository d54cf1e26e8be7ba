using Microsoft.AspNetCore.Http.Features;
using Plane.Contracts.Records;
using Plane.Drone.Certificates;
using Plane.Drone.Certificates.Challenges;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Targets;

namespace Plane.Drone.Proxy;

/// <summary>
/// The plain port of an HTTPS cluster: everything, <c>/ready</c> included, is sent to https with its path and query (HTTP API §6.1), save an authority that looks at
/// a domain that is ordered for (http-01, RFC 8555 §8.3).
/// </summary>
internal sealed class RedirectPipeline(ProxyAnswers answers, ChallengeAnswers? challenges = null)
{
    private const string ChallengePath = "/.well-known/acme-challenge/";
    private const int LongestToken = 256;

    public async Task HandleAsync(HttpContext context)
    {
        var host = context.Request.Host;
        if (!HostNames.IsAuthority(host.Value ?? ""))
        {
            await answers.RefuseAsync(context, Refusal.NoHost, null);
        }
        else if (!RequestTarget.TryParse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, out var target))
        {
            await answers.RefuseAsync(context, Refusal.BadTarget, null);
        }
        else if (await AnswerAsync(host.Host, target.Path, context.RequestAborted) is { } answer)
        {
            context.Response.ContentType = "application/octet-stream";
            await context.Response.WriteAsync(answer.KeyAuthorization, context.RequestAborted);
        }
        else
        {
            ProxyAnswers.Redirect(context, $"https://{host.Host}{target.Path}{target.Query}");
        }
    }

    private ValueTask<AcmeAnswerRecord?> AnswerAsync(string host, string path, CancellationToken aborted) =>
        challenges is not null && path.StartsWith(ChallengePath, StringComparison.Ordinal) && path[ChallengePath.Length..] is { Length: > 0 and <= LongestToken } token
            ? challenges.FindAsync(host, DomainChallenge.Http, token, aborted) : default;
}
