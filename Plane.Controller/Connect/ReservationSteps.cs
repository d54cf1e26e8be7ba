using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Domain.Scheduling;
using Plane.State.Buckets;
using Plane.State.Keys;

namespace Plane.Controller.Connect;

/// <summary>The writes to a key's entry that a controller may do while it is reserved, each by exactly the revision it knows.</summary>
internal sealed class ReservationSteps(KeysStore keys, Entropy entropy)
{
    private const int Tries = 3;

    /// <summary>The commit point: reserves a free key, or replaces an entry that may be taken over.</summary>
    /// <param name="known">Revision to replace; 0 for a free key.</param>
    public async ValueTask<(WriteOutcome Outcome, KeyEntry Entry)> ReserveAsync(ConnectOrder order, BackendId backend, DroneCandidate drone, ulong known)
    {
        var entry = EntryOf(order, backend, drone);
        var id = entropy.Letters(14);
        var outcome = await RepeatAsync(() => known == 0
            ? keys.ReserveAsync(order.Key, entry, id, CancellationToken.None)
            : keys.ReplaceAsync(order.Key, entry, known, id, CancellationToken.None));
        return (outcome, entry);
    }

    /// <summary>The same reservation for the next candidate.</summary>
    public async ValueTask<(WriteOutcome Outcome, KeyEntry Entry)> MoveAsync(Reservation reservation, DroneCandidate next)
    {
        var entry = reservation.Entry with { Cluster = next.Cluster, Drone = next.Drone };
        var id = entropy.Letters(14);
        return (await RepeatAsync(() => keys.ReplaceAsync(reservation.Key, entry, reservation.Revision, id, CancellationToken.None)), entry);
    }

    /// <summary>Frees the key. Unanswered counts as not freed: the entry's life ends it.</summary>
    public ValueTask<WriteOutcome> ReleaseAsync(Reservation reservation) => keys.ReleaseAsync(reservation.Key, reservation.Revision, CancellationToken.None);

    /// <summary>The leader's entry.</summary>
    public ValueTask<ReadOutcome<KeyEntry>> ReadAsync(KeyName key) => keys.ReadAsync(key, CancellationToken.None);

    /// <summary>Draws the fencing token on the server's time stamp of r0; null where the store did not answer or the reservation is gone.</summary>
    public async ValueTask<long?> FenceAsync(Reservation reservation, bool isRandomKey)
    {
        var read = await keys.ReadAsync(reservation.Key, CancellationToken.None);
        if (read.Entry is not { } entry || entry.Revision != reservation.Revision)
        {
            return null;
        }

        // A random key was never held before, so the stamp alone rises above all that came before.
        return isRandomKey
            ? FencingToken.Next(0, entry.Created)
            : await keys.NextFenceAsync(reservation.Key, entry.Created, entropy.Letters(14), CancellationToken.None);
    }

    private static KeyEntry EntryOf(ConnectOrder order, BackendId backend, DroneCandidate drone) => new()
    {
        State = KeyEntryState.Reserved,
        Namespace = order.Key.Namespace,
        Name = order.Key.Name,
        Tag = order.Tag,
        Backend = backend,
        Cluster = drone.Cluster,
        Drone = drone.Drone,
        Incarnation = 0,
        FencingToken = 0,
    };

    /// <summary>Unanswered writes are repeated with the same message id, which stores them once.</summary>
    private static async ValueTask<WriteOutcome> RepeatAsync(Func<ValueTask<WriteOutcome>> write)
    {
        var outcome = WriteOutcome.Unanswered;
        for (var i = 0; i < Tries && outcome.Result == WriteResult.Unanswered; i++)
        {
            outcome = await write();
        }

        return outcome;
    }
}
