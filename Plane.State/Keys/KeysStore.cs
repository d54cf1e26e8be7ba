using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Buckets;

namespace Plane.State.Keys;

/// <summary>
/// The entries that make a key held by one backend at a time. Every write is a compare-and-set by revision: what a caller may do next follows
/// from what it knows, never from a fresh read (docs/architecture.md, "One backend per key").
/// </summary>
public sealed class KeysStore(Bucket<KeyEntry> keys, Bucket<FenceRecord> fences)
{
    /// <summary>Reserves a free key. The stored revision is r0, the commit point.</summary>
    public ValueTask<WriteOutcome> ReserveAsync(KeyName key, KeyEntry reserved, string messageId, CancellationToken token) =>
        keys.CreateAsync(key.Hash, reserved, messageId, token);

    /// <summary>Replaces a reservation by another (the next candidate, or a takeover of one that did not resolve). The stored revision is the new r0.</summary>
    public ValueTask<WriteOutcome> ReplaceAsync(KeyName key, KeyEntry reserved, ulong known, string messageId, CancellationToken token) =>
        keys.UpdateAsync(key.Hash, reserved, known, messageId, token);

    /// <summary>The drone's acceptance: the reservation at exactly r0 becomes held. Unanswered, repeat it with the same message id.</summary>
    public ValueTask<WriteOutcome> AcceptAsync(KeyName key, KeyEntry held, ulong reservation, string messageId, CancellationToken token) =>
        keys.UpdateAsync(key.Hash, held, reservation, messageId, token);

    /// <summary>The drone's renewal. Unanswered, repeat it with the same message id.</summary>
    public ValueTask<WriteOutcome> RenewAsync(KeyName key, KeyEntry held, ulong known, string messageId, CancellationToken token) =>
        keys.UpdateAsync(key.Hash, held, known, messageId, token);

    /// <summary>One try to win back an entry that is gone while the own deadline has not passed.</summary>
    public ValueTask<WriteOutcome> RecreateAsync(KeyName key, KeyEntry held, string messageId, CancellationToken token) =>
        keys.CreateAsync(key.Hash, held, messageId, token);

    /// <summary>The owner's release, after the record says terminated.</summary>
    public ValueTask<WriteOutcome> ReleaseAsync(KeyName key, ulong known, CancellationToken token) => keys.DeleteAsync(key.Hash, known, token);

    /// <summary>The leader's entry.</summary>
    public ValueTask<ReadOutcome<KeyEntry>> ReadAsync(KeyName key, CancellationToken token) => ReadAsync(key.Hash, token);

    /// <summary>The same for a key of which only the hash is at hand.</summary>
    public ValueTask<ReadOutcome<KeyEntry>> ReadAsync(string hash, CancellationToken token) => keys.ReadAsync(hash, token);

    /// <summary>Whether the leader has a live entry of a key for a backend; null where it did not answer, or the name is none.</summary>
    public async ValueTask<bool?> IsHeldByAsync(string keyNamespace, string keyName, BackendId backend, CancellationToken token)
    {
        if (!KeyName.TryParse(keyNamespace, keyName, out var key))
        {
            return null;
        }

        var read = await ReadAsync(key, token);
        return read.Result == ReadResult.Unanswered ? null : read.Entry is { } entry && entry.Value.Backend == backend;
    }

    /// <summary>The next fencing token of a key that was just reserved; null where the store did not answer.</summary>
    /// <param name="reservedAt">The server's time stamp of the reservation.</param>
    public async ValueTask<long?> NextFenceAsync(KeyName key, DateTimeOffset reservedAt, string messageId, CancellationToken token)
    {
        const int Tries = 5;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var last = await fences.ReadAsync(key.Hash, token);
            if (last.Result == ReadResult.Unanswered)
            {
                return null;
            }

            var next = new FenceRecord(FencingToken.Next(last.Entry?.Value.Token ?? 0, reservedAt));
            var id = $"{messageId}.{attempt}";
            var written = last.Entry is { } entry
                ? await fences.UpdateAsync(key.Hash, next, entry.Revision, id, token)
                : await fences.CreateAsync(key.Hash, next, id, token);
            if (written.IsStored)
            {
                return next.Token;
            }
        }

        return null;
    }
}
