using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Keys;

namespace Plane.Controller.Connect;

/// <summary>Reserves ids that callers chose, so that each names one backend for ever, over all clusters.</summary>
internal sealed class ChosenIds(BackendsStore backends, KeysStore keys, LiveView<BackendRecord> records)
{
    /// <returns>Stored where the id is the asker's now; conflict where it is taken.</returns>
    public async ValueTask<WriteOutcome> ReserveAsync(BackendId id, KeyName key, ClusterName cluster)
    {
        if (records.Current.Find(id.Value) is not null)
        {
            return WriteOutcome.Conflict;
        }

        var reserved = await backends.ReserveIdAsync(id, key, CancellationToken.None);
        return reserved.Result == WriteResult.Conflict ? await TakeOverAsync(id, key, cluster) : reserved;
    }

    private async ValueTask<WriteOutcome> TakeOverAsync(BackendId id, KeyName key, ClusterName cluster)
    {
        var reservation = await backends.ReadReservationAsync(id, CancellationToken.None);
        var record = await backends.ReadAsync(cluster, id, CancellationToken.None);
        if (reservation.Entry is not { } entry || record.Result == ReadResult.Unanswered)
        {
            return WriteOutcome.Unanswered;
        }

        var holder = await keys.ReadAsync(entry.Value.KeyHash, CancellationToken.None);
        if (holder.Result == ReadResult.Unanswered)
        {
            return WriteOutcome.Unanswered;
        }

        var hasRecord = record.Result == ReadResult.Found || records.Current.Find(id.Value) is not null;
        return ConnectPolicy.MayTakeOverId(entry.Value.KeyHash, key, id, hasRecord, holder.Entry?.Value)
            ? await backends.TakeOverIdAsync(id, key, entry.Revision, CancellationToken.None)
            : WriteOutcome.Conflict;
    }
}
