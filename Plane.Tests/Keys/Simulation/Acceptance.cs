using Plane.Domain.Backends;
using Plane.Domain.Keys;
using Plane.State.Buckets;

namespace Plane.Tests.Keys.Simulation;

/// <summary>A drone's side of an acquisition: the key at exactly the reserved revision, the record, the guard's journal; each step may be its last.</summary>
internal sealed class Acceptance(Host host, StoreClient store, GuardActor guard, int drone, PlantedFault fault)
{
    private static readonly LeaseTimings Timings = Story.Timings;

    /// <returns>Null: refused.</returns>
    public async Task<HeldActor?> AcceptAsync(SpawnOffer offer)
    {
        var held = Story.EntryOf(offer.Backend, drone) with { State = KeyEntryState.Held, Incarnation = offer.Incarnation, FencingToken = offer.FencingToken };
        var mine = Story.IdentityOf(held);
        if (await TakeKeyAsync(mine, held, offer.Reservation) is not { } lease)
        {
            return null;
        }

        var keeper = new HeldActor(host, store, guard, mine, held, lease, fault);
        if (!await TakeRecordAsync(offer, keeper))
        {
            await keeper.ReleaseAsync();
            return null;
        }

        guard.Write(mine.Backend, lease.KillDeadline(Timings));
        return keeper;
    }

    private async Task<Lease?> TakeKeyAsync(LeaseIdentity mine, KeyEntry held, ulong reservation)
    {
        var (id, first, written, tries) = (store.NewId(), host.Clock, WriteOutcome.Unanswered, 0);
        for (; host.Clock - first < Timings.ReservationWait && written.Result == WriteResult.Unanswered; tries++)
        {
            written = await store.UpdateAsync(held, reservation, id, Timings.RetryEvery);
        }

        if (written.Result == WriteResult.Conflict && fault == PlantedFault.AcceptRereads && (await store.ReadAsync(Timings.RetryEvery)).Entry is { } seen)
        {
            written = await store.UpdateAsync(held, seen.Revision, store.NewId(), Timings.RetryEvery);
        }

        if (written.IsStored || tries == 1)
        {
            host.Say($"{mine.Backend} accept at {reservation}: {written.Result}");
            return written.IsStored ? new Lease(written.Revision, fault == PlantedFault.DeadlineFromAcknowledgement ? host.Clock : first) : null;
        }

        var read = await store.ReadAsync(Timings.RetryEvery);
        if (read.Entry is { } entry && LeaseJudge.Judge(mine, reservation, entry.Value, entry.Revision) == LeaseFinding.Adopt)
        {
            return new Lease(entry.Revision, first);
        }

        if (read.Result == ReadResult.Unanswered)
        {
            await new HeldActor(host, store, guard, mine, held, new Lease(reservation, first, PendingSince: first), fault).ReleaseAsync();
        }

        return null;
    }

    private async Task<bool> TakeRecordAsync(SpawnOffer offer, HeldActor lease)
    {
        while (lease.HasTime)
        {
            var read = await store.ReadRecordAsync(offer.Backend.Value, Timings.RetryEvery);
            if (read.Entry is { Value: { Status: BackendStatus.Loading } taken } && taken.Drone == drone && taken.FencingToken == offer.FencingToken)
            {
                return true;
            }

            if (read.Result == ReadResult.Missing || (read.Entry is { } found && (found.Revision != offer.Record || found.Value.Drone != drone || found.Value.Status != BackendStatus.Scheduled)))
            {
                return false;
            }

            if (read.Entry is { } entry
                && (await store.WriteRecordAsync(entry.Value with { Status = BackendStatus.Loading, FencingToken = offer.FencingToken }, entry.Revision, Timings.RetryEvery)).IsStored)
            {
                return true;
            }

            await host.SleepAsync(Timings.RetryEvery / 4);
        }

        return false;
    }
}
