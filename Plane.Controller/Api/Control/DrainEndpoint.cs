using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Statuses;
using Plane.Controller.Scheduling;
using Plane.Domain.Identity;

namespace Plane.Controller.Api.Control;

/// <summary><c>POST /ctrl/c/{cluster}/d/{drone}/drain</c> (HTTP API §1.8) and <c>…/undrain</c>, its undo: any body, answered once it stands.</summary>
internal sealed class DrainEndpoint(DroneBoard board, Drains drains, ErrorAnswers answers)
{
    public Task DrainAsync(HttpContext context, string cluster, string drone) => AnswerAsync(context, cluster, drone, drains.WantAsync);

    public Task UndrainAsync(HttpContext context, string cluster, string drone) => AnswerAsync(context, cluster, drone, drains.UndoAsync);

    private async Task AnswerAsync(HttpContext context, string cluster, string drone, Func<ClusterName, DroneId, CancellationToken, Task<bool?>> act)
    {
        if (PathRules.FaultOfCluster(cluster) is { } fault)
        {
            await answers.WriteAsync(context, fault);
            return;
        }

        var name = ClusterName.Parse(cluster);
        if (!DroneId.TryParse(drone, out var id))
        {
            await answers.WriteAsync(context, ApiError.Bad("drone: must be 1 to 45 characters of a-z, 0-9 and '-'"));
            return;
        }

        if (!board.CanDrain(name, id))
        {
            await answers.WriteAsync(context, ApiError.DroneUnknown);
        }
        else if (await act(name, id, context.RequestAborted) is { } updated)
        {
            await context.Response.WriteAsJsonAsync(new DrainResponse(updated), HttpJson.Default.DrainResponse, contentType: null, context.RequestAborted);
        }
        else
        {
            await answers.WriteAsync(context, ApiError.StoreSilent);
        }
    }
}
