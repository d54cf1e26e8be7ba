using Plane.Contracts.Json;
using Plane.Controller.Api.Aliveness;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Logs;
using Plane.Controller.Api.Metrics;
using Plane.Controller.Api.Statuses;
using Plane.Domain.Backends;
using Plane.State;

namespace Plane.Controller.Api.Control;

/// <summary><c>/ctrl</c>: for applications, behind whatever shields it.</summary>
internal static class ControlEndpoints
{
    public static IServiceCollection AddControlApi(this IServiceCollection services) =>
        services.AddSingleton<BodyBudget>().AddSingleton<JsonBody>().AddSingleton<PublicAddress>().AddSingleton<RevokeEndpoint>()
            .AddSingleton<ConnectOrders>().AddSingleton<ConnectBody>().AddSingleton<ConnectEndpoint>().AddSingleton<TerminateEndpoint>().AddSingleton<BackendsEndpoint>()
            .AddSingleton<DrainEndpoint>().AddSingleton<ClusterStateEndpoint>().AddSingleton<KeyEndpoint>().AddSingleton<PreventRenewalEndpoint>().AddSingleton<PrefetchEndpoint>()
            .AddCertificatesView(cluster: null).AddSingleton<CertificatesEndpoint>()
            .AddSingleton<LogsEndpoint>().AddSingleton<DroneCall>().AddSingleton<ActivityEndpoint>().AddSingleton<MetricsEndpoint>();

    public static WebApplication MapControlApi(this WebApplication app)
    {
        app.MapGet("/ctrl/status", AnswerStatusAsync);
        app.MapPost("/ctrl/connect", static (HttpContext context, ConnectEndpoint connect) => connect.AnswerAsync(context));
        app.MapGet("/ctrl/backends", static (HttpContext context, BackendsEndpoint list) => list.AnswerAsync(context, cluster: null));
        app.MapGet("/ctrl/c/{cluster}/backends", static (HttpContext context, string cluster, BackendsEndpoint list) => list.AnswerAsync(context, cluster));
        app.MapGet("/ctrl/key", static (HttpContext context, KeyEndpoint key) => key.FindAsync(context));
        app.MapPost("/ctrl/key/terminate", static (HttpContext context, KeyEndpoint key) => key.TerminateAsync(context));
        app.MapGet("/ctrl/c/{cluster}/state", static (HttpContext context, string cluster, ClusterStateEndpoint state) => state.AnswerAsync(context, cluster));
        app.MapGet("/ctrl/c/{cluster}/prefetch", static (HttpContext context, string cluster, PrefetchEndpoint prefetch) => prefetch.TellAsync(context, cluster));
        app.MapPut("/ctrl/c/{cluster}/prefetch", static (HttpContext context, string cluster, PrefetchEndpoint prefetch) => prefetch.ReplaceAsync(context, cluster));
        app.MapGet("/ctrl/certificates", static (HttpContext context, CertificatesEndpoint list) => list.AnswerAsync(context, cluster: null));
        app.MapGet("/ctrl/c/{cluster}/certificates", static (HttpContext context, string cluster, CertificatesEndpoint list) => list.AnswerAsync(context, cluster));
        app.MapPost("/ctrl/c/{cluster}/d/{drone}/drain", static (HttpContext context, string cluster, string drone, DrainEndpoint drain) => drain.DrainAsync(context, cluster, drone));
        app.MapPost("/ctrl/c/{cluster}/d/{drone}/undrain", static (HttpContext context, string cluster, string drone, DrainEndpoint drain) => drain.UndrainAsync(context, cluster, drone));
        app.MapPost("/ctrl/b/revoke", static (HttpContext context, RevokeEndpoint revoke) => revoke.AnswerAsync(context));
        app.MapPost("/ctrl/revoke", static (HttpContext context, RevokeEndpoint revoke) => revoke.AnswerAsync(context));
        MapBackend(app, "/ctrl/b/{backend}");
        MapBackend(app, "/ctrl/c/{cluster}/b/{backend}");
        return app;
    }

    private static void MapBackend(WebApplication app, string backend)
    {
        app.MapGet(backend + "/status", static (HttpContext context, string backend, StatusEndpoint status) =>
            status.AnswerAsync(context, backend, ClusterOf(context), withLog: true));
        app.MapGet(backend + "/status-stream", static (HttpContext context, string backend, StatusStream stream) =>
            stream.AnswerAsync(context, backend, ClusterOf(context), withLog: true));
        app.MapGet(backend + "/logs", static (HttpContext context, string backend, LogsEndpoint logs) => logs.AnswerAsync(context, backend, ClusterOf(context)));
        app.MapGet(backend + "/activity", static (HttpContext context, string backend, ActivityEndpoint activity) => activity.AnswerAsync(context, backend, ClusterOf(context)));
        app.MapGet(backend + "/metrics", static (HttpContext context, string backend, MetricsEndpoint metrics) => metrics.AnswerAsync(context, backend, ClusterOf(context)));
        app.MapPost(backend + "/soft-terminate", static (HttpContext context, string backend, TerminateEndpoint terminate) =>
            terminate.AnswerAsync(context, backend, ClusterOf(context), TerminationKind.Soft));
        app.MapPost(backend + "/hard-terminate", static (HttpContext context, string backend, TerminateEndpoint terminate) =>
            terminate.AnswerAsync(context, backend, ClusterOf(context), TerminationKind.Hard));
        app.MapPost(backend + "/prevent-renewal", static (HttpContext context, string backend, PreventRenewalEndpoint prevent) =>
            prevent.AnswerAsync(context, backend, ClusterOf(context)));
    }

    private static string? ClusterOf(HttpContext context) => (string?)context.GetRouteValue("cluster");

    private static async Task AnswerStatusAsync(HttpContext context, StoreHealth health, ErrorAnswers answers)
    {
        if (!health.IsGood)
        {
            await answers.WriteAsync(context, StoreHealth.Failed);
            return;
        }

        await context.Response.WriteAsJsonAsync(ControllerVersion.Status, HttpJson.Default.ControllerStatusResponse, contentType: null, context.RequestAborted);
    }
}
