using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Answers;

/// <summary>Writes the answers that the proxy makes itself. The body is empty, save for clients that ask for HTML or for a problem document.</summary>
internal sealed class ProxyAnswers(Entropy entropy, ILogger<ProxyAnswers> log)
{
    private const int ErrorIdLength = 14;

    /// <summary>200 or 503 without a body, for load balancers.</summary>
    public static void Probe(HttpContext context, bool isReady)
    {
        context.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        AnswerHeaders.Set(context.Response.Headers, null);
    }

    public static void Redirect(HttpContext context, string url)
    {
        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.Headers.Location = url;
        AnswerHeaders.Set(context.Response.Headers, null);
    }

    /// <summary>302 to a path of this host; the address it comes from holds a token and is told to nobody.</summary>
    /// <param name="cookie">Null for none.</param>
    public static void LogIn(HttpContext context, string path, string? cookie)
    {
        var headers = context.Response.Headers;
        context.Response.StatusCode = StatusCodes.Status302Found;
        headers.Location = path;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        if (cookie is not null)
        {
            headers.SetCookie = cookie;
        }

        AnswerHeaders.Set(headers, null);
    }

    /// <summary>204: what the waiting page waits for.</summary>
    public static void TellReady(HttpContext context, BackendId backend)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.CacheControl = "no-store";
        AnswerHeaders.Set(context.Response.Headers, backend);
    }

    /// <summary>503 with a page that waits. Whatever reads no page tries again.</summary>
    public static async Task ShowWaitingAsync(HttpContext context, BackendId backend)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        AnswerHeaders.Set(response.Headers, backend);
        response.Headers.RetryAfter = "1";
        response.Headers.CacheControl = "no-store";
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = WaitingPage.Html.Length;
        await response.Body.WriteAsync(WaitingPage.Html, context.RequestAborted);
    }

    /// <param name="backend">Named in the answer where it is known and the client may know it.</param>
    public async Task RefuseAsync(HttpContext context, Refusal refusal, BackendId? backend)
    {
        var errorId = entropy.Letters(ErrorIdLength);
        log.Refused((int)refusal.Status, refusal.What, backend, errorId);
        var response = context.Response;
        response.Headers.Clear();
        response.StatusCode = (int)refusal.Status;
        response.HttpContext.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = null;
        AnswerHeaders.Set(response.Headers, backend);
        if (refusal.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (refusal.Status == HttpStatusCode.Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        await WriteBodyAsync(context, refusal, errorId);
    }

    private static async Task WriteBodyAsync(HttpContext context, Refusal refusal, string errorId)
    {
        var kind = AnswerForms.Choose(context.Request.GetTypedHeaders().Accept);
        context.Response.Headers.CacheControl = "no-store";
        var (type, body) = kind switch
        {
            AnswerForm.Problem => ("application/problem+json", AnswerForms.Problem(refusal, errorId)),
            AnswerForm.Html => ("text/html; charset=utf-8", AnswerForms.Html(refusal, errorId)),
            _ when refusal.IsText => ("text/plain; charset=utf-8", Encoding.UTF8.GetBytes(refusal.What)),
            _ => ("", []),
        };
        context.Response.ContentLength = body.Length;
        if (body.Length > 0)
        {
            context.Response.Headers[HeaderNames.ContentType] = type;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
