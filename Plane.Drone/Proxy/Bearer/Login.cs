using Microsoft.AspNetCore.WebUtilities;
using Plane.Contracts.Records;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Targets;

namespace Plane.Drone.Proxy.Bearer;

/// <summary>
/// <c>/_plane_auth?token=…&amp;redirect=…</c> (NATS API §6.4): a browser that was sent here with a backend's bearer token keeps it as a cookie and goes on to the
/// backend. It is no use of the backend, and does not wait for it.
/// </summary>
internal sealed class Login(BearerTokens tokens)
{
    /// <returns>Null where it was answered.</returns>
    public async ValueTask<Refusal?> AnswerAsync(HttpContext context, Target.ByName target, BackendRecord record)
    {
        var query = QueryHelpers.ParseQuery(target.Request.Query);
        if (!query.TryGetValue("token", out var shown) || shown is not [{ Length: > 0 } token])
        {
            return Refusal.TokenMissing;
        }

        if (query.TryGetValue("redirect", out var asked) && asked.Count > 1 || LoginRedirect.Of(asked.ToString(), target.Base) is not { } redirect)
        {
            return Refusal.BadRedirect;
        }

        if (record.RequiresBearerToken && await tokens.CheckAsync(record.Backend, token, context.RequestAborted) is { } refusal)
        {
            return refusal;
        }

        ProxyAnswers.LogIn(context, redirect, record.RequiresBearerToken ? AuthCookie.Write(token, target.Base + "/", context.Request.IsHttps) : null);
        return null;
    }
}
