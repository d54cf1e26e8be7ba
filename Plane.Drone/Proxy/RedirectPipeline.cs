using Microsoft.AspNetCore.Http.Features;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Targets;

namespace Plane.Drone.Proxy;

/// <summary>The plain port of an HTTPS cluster: everything, <c>/ready</c> included, is sent to https with its path and query (HTTP API §6.1).</summary>
internal sealed class RedirectPipeline(ProxyAnswers answers)
{
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
        else
        {
            ProxyAnswers.Redirect(context, $"https://{host.Host}{target.Path}{target.Query}");
        }
    }
}
