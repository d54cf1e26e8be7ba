using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Plane.ServiceDefaults.Telemetry;

/// <summary>
/// Completes ASP.NET Core's server activity to what OpenTelemetry's HTTP conventions ask of a server span: the name
/// <c>{method} {route}</c>, <c>http.route</c>, <c>http.response.status_code</c>, <c>network.protocol.version</c>,
/// <c>error.type</c> and the exception. Outermost middleware, so that it sees what all others made of the request.
/// </summary>
internal sealed class ServerSpanEnricher : IStartupFilter
{
    /// <summary>The client went away before it had an answer (nginx's number; ASP.NET Core uses it too).</summary>
    private const int ClientClosedRequest = 499;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(EnrichAsync);
        next(app);
    };

    private static async Task EnrichAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } activity)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
            Complete(activity, context, context.Response.StatusCode);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Complete(activity, context, ClientClosedRequest);
            throw;
        }
        catch (Exception exception)
        {
            activity.SetTag("error.type", exception.GetType().FullName);
            activity.AddException(exception);
            Complete(activity, context, context.Response.HasStarted ? context.Response.StatusCode : StatusCodes.Status500InternalServerError);
            activity.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    private static void Complete(Activity activity, HttpContext context, int status)
    {
        // A method nobody has heard of is "_OTHER" in the tag and "HTTP" in the name: names stay few.
        var method = activity.GetTagItem("http.request.method") is "_OTHER" ? "HTTP" : context.Request.Method;
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        activity.DisplayName = string.IsNullOrEmpty(route) ? method : $"{method} {route}";
        if (!string.IsNullOrEmpty(route))
        {
            activity.SetTag("http.route", route);
        }

        activity.SetTag("http.response.status_code", status);
        activity.SetTag("network.protocol.version", ProtocolVersion(context.Request.Protocol));
        if (status < StatusCodes.Status500InternalServerError)
        {
            return;
        }

        activity.SetStatus(ActivityStatusCode.Error);
        if (activity.GetTagItem("error.type") is null)
        {
            activity.SetTag("error.type", status.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string ProtocolVersion(string protocol) =>
        HttpProtocol.IsHttp2(protocol) ? "2" : HttpProtocol.IsHttp3(protocol) ? "3" : HttpProtocol.IsHttp10(protocol) ? "1.0" : "1.1";
}
