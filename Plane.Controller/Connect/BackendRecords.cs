using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Keys;
using Plane.State.Backends;
using Plane.State.Buckets;

namespace Plane.Controller.Connect;

/// <summary>The record that belongs to a key's entry.</summary>
internal sealed class BackendRecords(LiveView<BackendRecord> view, BackendsStore backends)
{
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(1);

    /// <summary>The view's record, else the leader's.</summary>
    public async ValueTask<ReadOutcome<BackendRecord>> FindAsync(KeyEntry entry, CancellationToken token) =>
        view.Current.Find(entry.Backend.Value) is { } seen
            ? ReadOutcome<BackendRecord>.Found(seen.Entry)
            : await backends.ReadAsync(entry.Cluster, entry.Backend, token);

    /// <summary>Lets the view catch up with a record that was just created, so that who is told of the backend can ask for its status.</summary>
    /// <returns>False where the view is late, which is no fault of the connect.</returns>
    public Task<bool> SeenAsync(BackendRecord record, CancellationToken token) => IsAsync(record, static _ => true, CatchUp, token);

    /// <summary>Waits until a drone moved the record on; false where none does within the limit.</summary>
    public Task<bool> LeavesScheduledAsync(BackendRecord record, TimeSpan limit, CancellationToken token) =>
        IsAsync(record, static known => known.Status > BackendStatus.Scheduled, limit, token);

    /// <summary>Waits until the backend has ended; false where it does not within the limit.</summary>
    public Task<bool> EndsAsync(BackendRecord record, TimeSpan limit, CancellationToken token) =>
        IsAsync(record, static known => known.Status == BackendStatus.Terminated, limit, token);

    private async Task<bool> IsAsync(BackendRecord record, Func<BackendRecord, bool> wanted, TimeSpan limit, CancellationToken token)
    {
        try
        {
            await view.WaitAsync(record.Backend.Value, seen => seen is not null && wanted(seen.Value), limit, token);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
