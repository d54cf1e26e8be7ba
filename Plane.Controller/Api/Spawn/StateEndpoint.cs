using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Statuses;

namespace Plane.Controller.Api.Spawn;

/// <summary><c>GET /backend/{id}/status</c> (NATS API §13): the state it is in.</summary>
internal sealed class StateEndpoint(BackendViews views, ServiceCatalog catalog, StateCourse course, ErrorAnswers answers)
{
    public async Task AnswerAsync(HttpContext context, string id)
    {
        if (PathRules.FaultOf(id, cluster: null) is { } fault)
        {
            await answers.WriteAsync(context, fault);
        }
        else if (views.Find(id, catalog.Cluster.Value) is { } seen && await course.OfAsync(seen, context.RequestAborted) is [.., var state])
        {
            await context.Response.WriteAsJsonAsync(state, NatsJson.Default.StateResponse, contentType: null, context.RequestAborted);
        }
        else
        {
            await answers.WriteAsync(context, new ApiError(StatusCodes.Status404NotFound, ErrorKind.NotFound, $"Cluster {catalog.Cluster} has no backend '{id}'; one that has ended is forgotten after a day."));
        }
    }
}
