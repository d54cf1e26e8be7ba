using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Statuses;

namespace Plane.Controller.Api.Public;

/// <summary><c>/pub</c>: safe for browsers.</summary>
internal static class PublicEndpoints
{
    public static WebApplication MapPublicApi(this WebApplication app)
    {
        app.MapGet("/pub/health", AnswerHealthAsync);
        MapBackend(app, "/pub/b/{backend}");
        MapBackend(app, "/pub/c/{cluster}/b/{backend}");
        return app;
    }

    private static void MapBackend(WebApplication app, string backend)
    {
        app.MapGet(backend + "/status", static (HttpContext context, string backend, StatusEndpoint status) =>
            status.AnswerAsync(context, backend, ClusterOf(context), withLog: false));
        app.MapGet(backend + "/status-stream", static (HttpContext context, string backend, StatusStream stream) =>
            stream.AnswerAsync(context, backend, ClusterOf(context), withLog: false));
    }

    private static string? ClusterOf(HttpContext context) => (string?)context.GetRouteValue("cluster");

    private static Task AnswerHealthAsync(HttpContext context, StoreHealth health, ErrorAnswers answers) =>
        health.IsGood
            ? context.Response.WriteAsJsonAsync(new HealthResponse("ok"), HttpJson.Default.HealthResponse, contentType: null, context.RequestAborted)
            : answers.WriteAsync(context, StoreHealth.Failed);
}
