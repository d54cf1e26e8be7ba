using Plane.Contracts.Records;
using Plane.State.Backends;
using Plane.State.Buckets;

namespace Plane.State.Intents;

/// <summary>Removes ended backends from the state with everything that names them.</summary>
public sealed class EndedBackends(BackendsStore backends, IntentsStore intents, RenewalsStore renewals)
{
    /// <summary>Purges the record at exactly this revision.</summary>
    public async ValueTask<WriteOutcome> ForgetAsync(BackendRecord record, ulong revision, CancellationToken token)
    {
        // First what names it: once the record is gone, its id can be chosen again.
        await renewals.ForgetAsync(record.Cluster, record.Drone, record.Backend, token);
        if ((await intents.ReadAsync(record.Cluster, record.Drone, record.Backend, token)).Entry is { } intent)
        {
            await intents.DoneAsync(record.Cluster, record.Drone, record.Backend, intent.Revision, token);
        }

        return await backends.ForgetAsync(record.Cluster, record.Backend, revision, token);
    }
}
