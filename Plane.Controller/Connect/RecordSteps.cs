using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Scheduling;
using Plane.State.Backends;
using Plane.State.Buckets;

namespace Plane.Controller.Connect;

/// <summary>The writes to a backend's record that a controller may do: create it, and move or end it while it is only scheduled.</summary>
internal sealed class RecordSteps(BackendsStore backends)
{
    /// <summary>Creates the record of a reservation. Conflict: another backend has the id.</summary>
    public async ValueTask<WriteOutcome> CreateAsync(BackendRecord record)
    {
        var outcome = await backends.CreateAsync(record, CancellationToken.None);
        if (outcome.Result != WriteResult.Unanswered)
        {
            return outcome;
        }

        // It may be stored all the same. Nobody else writes under this id while the reservation stands.
        var read = await backends.ReadAsync(record.Cluster, record.Backend, CancellationToken.None);
        return read.Entry is { } entry && entry.Value.Drone == record.Drone && entry.Value.Status == BackendStatus.Scheduled
            ? WriteOutcome.Stored(entry.Revision)
            : WriteOutcome.Unanswered;
    }

    /// <summary>As <see cref="CreateAsync"/>; but a record of the same backend that never got beyond scheduled is taken on.</summary>
    public async ValueTask<WriteOutcome> CreateOrRetakeAsync(BackendRecord record)
    {
        var outcome = await CreateAsync(record);
        if (outcome.Result != WriteResult.Conflict)
        {
            return outcome;
        }

        var read = await backends.ReadAsync(record.Cluster, record.Backend, CancellationToken.None);
        return read.Entry is { Value: { Status: BackendStatus.Scheduled } known } entry && known.KeyName == record.KeyName && known.KeyNamespace == record.KeyNamespace
            ? await backends.UpdateAsync(record, entry.Revision, CancellationToken.None)
            : outcome;
    }

    /// <summary>Names the next candidate's drone.</summary>
    public ValueTask<WriteOutcome> MoveAsync(BackendRecord record, ulong revision, DroneCandidate next) =>
        backends.UpdateAsync(record with { Drone = next.Drone }, revision, CancellationToken.None);

    /// <summary>Ends a record that never got beyond scheduled; one that did is left to its drone.</summary>
    public async ValueTask EndScheduledAsync(ClusterName cluster, BackendId backend, string why)
    {
        var read = await backends.ReadAsync(cluster, backend, CancellationToken.None);
        if (read.Entry is { Value.Status: BackendStatus.Scheduled } entry)
        {
            await EndScheduledAsync(entry.Value, entry.Revision, why);
        }
    }

    /// <summary>The same for a known revision. A conflict means that somebody moved it on, which ends the matter here.</summary>
    public ValueTask<WriteOutcome> EndScheduledAsync(BackendRecord record, ulong revision, string why) =>
        backends.UpdateAsync(
            record with
            {
                Status = BackendStatus.Terminated,
                LastStatus = BackendStatus.Scheduled,
                Reason = TerminationReason.InternalError,
                Failure = new BackendFailure(BackendStatus.Scheduled, why, []),
            },
            revision,
            CancellationToken.None);
}
