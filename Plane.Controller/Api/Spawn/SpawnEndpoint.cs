using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Controller.Api.Control;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Nats;

namespace Plane.Controller.Api.Spawn;

/// <summary><c>POST /service/{name}/spawn</c> (NATS API §13).</summary>
internal sealed class SpawnEndpoint(JsonBody bodies, ServiceCatalog catalog, Scheduler scheduler, ErrorAnswers answers)
{
    public async Task AnswerAsync(HttpContext context, string name)
    {
        var token = context.RequestAborted;
        var (body, error) = await bodies.ReadAsync(context.Request, NatsJson.Default.SpawnRequest, token);
        var request = body is null ? null : catalog.Find(name, body);
        if ((body is null ? error : FaultOf(name, request)) is { } wrong)
        {
            await answers.WriteAsync(context, wrong);
            return;
        }

        var (scheduled, fault) = await scheduler.ScheduleAsync(request!, token);
        if (fault is not null)
        {
            await answers.WriteAsync(context, ApiError.Of(fault));
            return;
        }

        await context.Response.WriteAsJsonAsync(ResponseOf(scheduled!, context.Request), NatsJson.Default.SpawnResponse, contentType: null, token);
    }

    private ApiError? FaultOf(string name, ScheduleRequest? request)
    {
        if (request is null)
        {
            return new ApiError(StatusCodes.Status404NotFound, ErrorKind.NotFound, $"There is no service '{name}'. There are: {catalog.Names}.");
        }

        return ScheduleRules.FaultsOf(request, Subjects.Schedule(request.Cluster)).FirstOrDefault() is { } fault ? ApiError.Bad(InOwnWords(fault.Message)) : null;
    }

    /// <summary>The paths of this body, not of the schedule request it became.</summary>
    private static string InOwnWords(string message) =>
        message.Replace("$.executable.", "$.", StringComparison.Ordinal).Replace("$.max_idle_secs", "$.grace_period_seconds", StringComparison.Ordinal);

    private SpawnResponse ResponseOf(ScheduledBackend scheduled, HttpRequest http) => new(
        $"{catalog.Cluster.Scheme}://{scheduled.BackendId}.{catalog.Cluster}",
        scheduled.BackendId,
        $"{http.Scheme}://{PublicAddress.HostOf(http)}/backend/{scheduled.BackendId}/status",
        scheduled.BearerToken,
        scheduled.Spawned);
}
