using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.State.Backends;

/// <summary>
/// The records of backends. The controller creates one (scheduled) and may end it while it is only that; then its drone alone writes, by
/// compare-and-set, at each change of status.
/// </summary>
public sealed class BackendsStore(Bucket<BackendRecord> records, Bucket<ReservationRecord> reservations, Entropy entropy)
{
    /// <summary>The snapshot's key of a KV key: the backend id, which is unique over all clusters; null for reservations of ids.</summary>
    public static string? IdOf(string key) => key.StartsWith("id.", StringComparison.Ordinal) ? null : key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..];

    public ValueTask<WriteOutcome> CreateAsync(BackendRecord record, CancellationToken token) =>
        records.CreateAsync(KeyOf(record.Cluster, record.Backend), record, entropy.Letters(14), token);

    /// <summary>Replaces exactly this revision. Unanswered, read the leader before repeating.</summary>
    public ValueTask<WriteOutcome> UpdateAsync(BackendRecord record, ulong revision, CancellationToken token) =>
        records.UpdateAsync(KeyOf(record.Cluster, record.Backend), record, revision, entropy.Letters(14), token);

    public ValueTask<ReadOutcome<BackendRecord>> ReadAsync(ClusterName cluster, BackendId backend, CancellationToken token) =>
        records.ReadAsync(KeyOf(cluster, backend), token);

    /// <summary>Every status it was in, oldest first, as far as kept (16 revisions).</summary>
    public ValueTask<IReadOnlyList<Versioned<BackendRecord>>> HistoryAsync(ClusterName cluster, BackendId backend, CancellationToken token) =>
        records.HistoryAsync(KeyOf(cluster, backend), token);

    /// <summary>When a revision was written, by the server's clock; null where it is gone.</summary>
    /// <exception cref="NATS.Client.Core.NatsException">The store did not answer.</exception>
    public ValueTask<DateTimeOffset?> TimeOfAsync(ulong revision, CancellationToken token) => records.TimeOfAsync(revision, token);

    /// <summary>Takes a caller-chosen id for a key. Conflict: it is taken.</summary>
    public ValueTask<WriteOutcome> ReserveIdAsync(BackendId backend, KeyName key, CancellationToken token) =>
        reservations.CreateAsync($"id.{backend}", new ReservationRecord(key.Hash), entropy.Letters(14), token);

    public ValueTask<ReadOutcome<ReservationRecord>> ReadReservationAsync(BackendId backend, CancellationToken token) =>
        reservations.ReadAsync($"id.{backend}", token);

    /// <summary>Takes over an id whose reservation led nowhere.</summary>
    public ValueTask<WriteOutcome> TakeOverIdAsync(BackendId backend, KeyName key, ulong revision, CancellationToken token) =>
        reservations.UpdateAsync($"id.{backend}", new ReservationRecord(key.Hash), revision, entropy.Letters(14), token);

    /// <summary>Purges the record of an ended backend at exactly this revision, and the reservation of its id if there is one.</summary>
    public async ValueTask<WriteOutcome> ForgetAsync(ClusterName cluster, BackendId backend, ulong revision, CancellationToken token)
    {
        var purged = await records.PurgeAsync(KeyOf(cluster, backend), revision, token);
        if (purged.IsStored && await ReadReservationAsync(backend, token) is { Entry: { } reservation })
        {
            await reservations.PurgeAsync($"id.{backend}", reservation.Revision, token);
        }

        return purged;
    }

    private static string KeyOf(ClusterName cluster, BackendId backend) => $"{cluster.KvToken}.{backend}";
}
