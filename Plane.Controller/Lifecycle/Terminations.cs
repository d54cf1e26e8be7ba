using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Intents;

namespace Plane.Controller.Lifecycle;

/// <summary>Writes down that somebody wants a backend ended, or its key renewed no more. The drone acts on it when it can, even after an absence.</summary>
internal sealed class Terminations(IntentsStore intents, RenewalsStore renewals, BackendsStore backends)
{
    private const int Tries = 5;

    /// <summary>Returns once the intent stands with the drone that has the backend.</summary>
    /// <returns>False where the store did not answer. An ended backend needs no intent.</returns>
    public Task<bool> RequestAsync(BackendRecord record, TerminationKind kind, CancellationToken token) => StandAsync(
        record,
        current => intents.TerminateAsync(current.Cluster, current.Drone, current.Backend, new TerminateIntent(kind, TerminationReason.External), token),
        token);

    /// <summary>The same for a key that shall not be renewed. It stays as long as the record does.</summary>
    public Task<bool> PreventRenewalAsync(BackendRecord record, CancellationToken token) =>
        StandAsync(record, current => renewals.PreventAsync(current.Cluster, current.Drone, current.Backend, token), token);

    private async Task<bool> StandAsync(BackendRecord record, Func<BackendRecord, ValueTask<WriteOutcome>> write, CancellationToken token)
    {
        var current = record;
        for (var i = 0; i < Tries && current.Status != BackendStatus.Terminated; i++)
        {
            var written = await write(current);
            if (!written.IsStored)
            {
                return false;
            }

            // The controller that schedules it may have gone on to the next drone meanwhile.
            var read = await backends.ReadAsync(current.Cluster, current.Backend, token);
            if (read.Result == ReadResult.Unanswered)
            {
                return false;
            }

            if (read.Entry is not { } entry || entry.Value.Drone == current.Drone)
            {
                return true;
            }

            // The former drone will never have it again.
            await renewals.ForgetAsync(current.Cluster, current.Drone, current.Backend, token);
            current = entry.Value;
        }

        return current.Status == BackendStatus.Terminated;
    }
}
