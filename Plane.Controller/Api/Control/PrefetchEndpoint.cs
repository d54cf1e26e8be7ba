using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Contracts.Records;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Rules;
using Plane.Controller.Api.Statuses;
using Plane.Controller.Scheduling;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Intents;

namespace Plane.Controller.Api.Control;

/// <summary><c>GET</c> and <c>PUT /ctrl/c/{cluster}/prefetch</c>: images that the cluster's drones pull before anybody asks for them.</summary>
internal sealed class PrefetchEndpoint(JsonBody bodies, PrefetchStore store, DroneBoard board, ErrorAnswers answers)
{
    private const int MaxImages = 100;

    public async Task TellAsync(HttpContext context, string cluster)
    {
        if (PathRules.FaultOfCluster(cluster) is { } fault)
        {
            await answers.WriteAsync(context, fault);
            return;
        }

        var name = ClusterName.Parse(cluster);
        var read = await store.ReadAsync(name, context.RequestAborted);
        await (read.Result == ReadResult.Unanswered
            ? answers.WriteAsync(context, ApiError.StoreSilent)
            : WriteAsync(context, name, read.Entry?.Value ?? new PrefetchIntent([])));
    }

    /// <summary>Answered with the list once it stands; the drones follow.</summary>
    public async Task ReplaceAsync(HttpContext context, string cluster)
    {
        var (request, error) = PathRules.FaultOfCluster(cluster) is { } fault
            ? (null, fault)
            : await bodies.ReadAsync(context.Request, HttpJson.Default.PrefetchRequest, context.RequestAborted);
        if (request is not null && FaultOf(request) is { } broken)
        {
            error = ApiError.Bad(broken.Message);
        }

        if (error is not null)
        {
            await answers.WriteAsync(context, error);
            return;
        }

        var name = ClusterName.Parse(cluster);
        var list = new PrefetchIntent([.. request!.Images.Select(static one => new PrefetchImage(one.Image, one.PullPolicy ?? PullPolicy.IfNotPresent))]);
        var written = await store.PutAsync(name, list, context.RequestAborted);
        await (written.IsStored ? WriteAsync(context, name, list) : answers.WriteAsync(context, ApiError.StoreSilent));
    }

    private static RequestFault? FaultOf(PrefetchRequest request) => request.Images.IsDefault
        ? new RequestFault("$.images", "an array is expected")
        : ValueRules.When(request.Images.Length > MaxImages, "$.images", $"must not hold more than {MaxImages} images")
            .Concat(request.Images.SelectMany(static (one, at) => FaultsOf(one, $"$.images[{at}]")))
            .Concat(ValueRules.When(request.Images.DistinctBy(static one => one?.Image).Count() < request.Images.Length, "$.images", "must not name an image twice"))
            .FirstOrDefault();

    private static IEnumerable<RequestFault> FaultsOf(PrefetchEntry? entry, string path) => entry is null
        ? [new RequestFault(path, "an object is expected")]
        :
        [
            .. ValueRules.Image(entry.Image, path + ".image"),
            .. ValueRules.When(entry.PullPolicy == PullPolicy.Never, path + ".pull_policy", "\"IfNotPresent\" or \"Always\" is expected: a list of what must not be pulled does nothing"),
            .. ValueRules.When(entry.Credentials is not null, path + ".credentials", "are not kept; have the engines logged in to the registry, or let a spawn bring them"),
        ];

    private Task WriteAsync(HttpContext context, ClusterName cluster, PrefetchIntent list)
    {
        var drones = board.Heard(cluster).Select(static seen => seen.Value).Where(static drone => drone.IsAgent).OrderBy(static drone => drone.Drone.Value, StringComparer.Ordinal);
        var response = new PrefetchResponse(
            [.. list.Images.Select(static one => new PrefetchedImage(one.Image, one.PullPolicy))],
            [.. drones.Select(static drone => new PrefetchingDrone(drone.Drone.Value, [.. drone.Prefetch.Select(static one => new PrefetchProgress(one.Image, WordOf(one.Phase), one.Error))]))]);
        return context.Response.WriteAsJsonAsync(response, HttpJson.Default.PrefetchResponse, contentType: null, context.RequestAborted);
    }

    private static string WordOf(PrefetchPhase phase) => phase switch
    {
        PrefetchPhase.Pulling => "pulling",
        PrefetchPhase.Present => "present",
        PrefetchPhase.Failed => "failed",
        _ => "waiting",
    };
}
