using System.Globalization;
using Plane.Contracts.Records;
using Plane.Controller.Api.Interactive.Access;
using Plane.Controller.Api.Interactive.Protocol;
using Plane.Controller.Scheduling;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Interactive.Calls;

/// <summary><c>drain CLUSTER DRONE [undo]</c>: how many backends are left there, each time it changes, until none is. Called off it only stops telling: the drain stands.</summary>
internal sealed class DrainAction(DroneBoard board, Drains drains, LiveView<BackendRecord> records) : ICallAction
{
    private const string Undo = "undo";

    public string Name => "drain";

    public string Scope => Scopes.Manage;

    public int MinParameters => 2;

    public int MaxParameters => 3;

    public async Task<CallOutcome> RunAsync(CallContext context, CancellationToken cancel)
    {
        var (cluster, drone) = (CallNames.ClusterOf(context.Parameters[0]), DroneOf(context.Parameters[1]));
        var isUndo = context.Parameters.Count > 2;
        if (isUndo && context.Parameters[2] != Undo)
        {
            throw new CallException($"the third parameter, where there is one, must be '{Undo}'");
        }

        if (!board.CanDrain(cluster, drone))
        {
            throw new CallException($"cluster {cluster} has no drone '{drone}'");
        }

        if ((isUndo ? await drains.UndoAsync(cluster, drone, cancel) : await drains.WantAsync(cluster, drone, cancel)) is null)
        {
            return CallOutcome.Failed("NATS does not answer: whether the drain stands is not known");
        }

        return isUndo ? CallOutcome.Done : await TellAsync(cluster, drone, context, cancel);
    }

    private static DroneId DroneOf(string parameter) =>
        DroneId.TryParse(parameter, out var drone) ? drone : throw new CallException("the second parameter must be a drone: 1 to 45 characters of a-z, 0-9 and '-'");

    private async Task<CallOutcome> TellAsync(ClusterName cluster, DroneId drone, CallContext context, CancellationToken cancel)
    {
        int? told = null;
        await foreach (var snapshot in records.FollowAsync(cancel))
        {
            var left = snapshot.Entries.Values.Count(seen => seen.Value.Drone == drone && seen.Value.Cluster == cluster && seen.Value.Status != BackendStatus.Terminated);
            if (left != told)
            {
                await context.Output.LineAsync(left.ToString(CultureInfo.InvariantCulture), cancel);
                told = left;
            }

            if (left == 0)
            {
                return CallOutcome.Done;
            }
        }

        throw new InvalidOperationException("A view ended.");
    }
}
