using System.Text;
using Plane.Contracts.Drones;
using Plane.Contracts.Records;
using Plane.Controller.Api.Interactive.Access;
using Plane.Controller.Api.Interactive.Protocol;
using Plane.Controller.Api.Interactive.Remote;
using Plane.Controller.Api.Rules;
using Plane.Controller.Scheduling;

namespace Plane.Controller.Api.Interactive.Calls;

/// <summary><c>pull CLUSTER IMAGE</c>: every drone of the cluster asks the registry for the image, and tells how far it is, each line after the drone's id.</summary>
internal sealed class PullAction(DroneBoard board, DroneConduits conduits) : ICallAction
{
    public string Name => "pull";

    public string Scope => Scopes.Manage;

    public int MinParameters => 2;

    public async Task<CallOutcome> RunAsync(CallContext context, CancellationToken cancel)
    {
        var (cluster, image) = (CallNames.ClusterOf(context.Parameters[0]), context.Parameters[1]);
        if (ValueRules.Image(image, "image").FirstOrDefault() is { } fault)
        {
            throw new CallException(fault.Message);
        }

        var drones = board.Heard(cluster).Select(static seen => seen.Value).Where(static drone => drone.IsAgent).ToList();
        if (drones.Count == 0)
        {
            throw new CallException($"cluster {cluster} has no drone");
        }

        var faults = await Task.WhenAll(drones.Select(drone => PullAsync(drone, image, context, cancel)));
        return faults.OfType<string>().ToList() is { Count: > 0 } failed ? CallOutcome.Failed(string.Join("; ", failed)) : CallOutcome.Done;
    }

    /// <returns>Null where the drone has the image now.</returns>
    private async Task<string?> PullAsync(DroneRecord drone, string image, CallContext context, CancellationToken cancel)
    {
        try
        {
            await using var conduit = await conduits.OpenAsync(drone.Cluster, drone.Drone, id => new AttachMessage { Conduit = id, Kind = AttachKind.Pull, Image = image }, cancel);
            await DroneWork.FollowAsync(conduit, line => context.Output.LineAsync($"{drone.Drone}: {Encoding.UTF8.GetString(line.Span).TrimEnd('\n')}", cancel), cancel);
            await context.Output.LineAsync($"{drone.Drone}: done", cancel);
            return null;
        }
        catch (CallException exception)
        {
            var fault = $"{drone.Drone}: {exception.Message}";
            await context.Output.LineAsync(fault, cancel);
            return fault;
        }
    }
}
