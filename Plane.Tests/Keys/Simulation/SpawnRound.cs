using Plane.Domain.Backends;
using Plane.Domain.Keys;
using Plane.State.Buckets;

namespace Plane.Tests.Keys.Simulation;

/// <summary>Offers a reservation to one drone, then to the next: between the two the entry is replaced at r0, then the record.</summary>
internal sealed class SpawnRound(Host host, StoreClient store, Network network, IReadOnlyList<DroneActor> drones)
{
    private static readonly TimeSpan Patience = Story.Timings.RetryEvery;

    /// <returns>True where the backend comes, or nothing is known; false: look again.</returns>
    public async Task<bool> RunAsync(KeyEntry entry, ulong reservation, ulong record, long fence)
    {
        var first = Story.NumberOf(entry);
        if (await OfferAsync(first, new SpawnOffer(entry.Backend, reservation, record, drones[first].Incarnation, fence)))
        {
            return true;
        }

        var second = (first + 1) % Story.Drones;
        var moved = Story.EntryOf(entry.Backend, second);
        var replaced = await store.UpdateAsync(moved, reservation, store.NewId(), Patience);
        if (!replaced.IsStored)
        {
            return await AfterLossAsync(entry);
        }

        host.Say($"moves {entry.Backend} to drone {second} at {replaced.Revision}");
        var written = await store.WriteRecordAsync(new BackendNote(entry.Backend.Value, second, BackendStatus.Scheduled), record, Patience);
        if (written.IsStored && await OfferAsync(second, new SpawnOffer(entry.Backend, replaced.Revision, written.Revision, drones[second].Incarnation, fence)))
        {
            return true;
        }

        if ((await store.DeleteAsync(replaced.Revision, Patience)).Result == WriteResult.Conflict)
        {
            return await AfterLossAsync(entry);
        }

        await EndScheduledAsync(entry.Backend.Value);
        return true;
    }

    public async Task EndScheduledAsync(string backend)
    {
        if ((await store.ReadRecordAsync(backend, Patience)).Entry is { Value.Status: BackendStatus.Scheduled } known)
        {
            await store.WriteRecordAsync(known.Value with { Status = BackendStatus.Terminated, Reason = TerminationReason.InternalError }, known.Revision, Patience);
        }
    }

    private async Task<bool> AfterLossAsync(KeyEntry entry)
    {
        var read = await store.ReadAsync(Patience);
        if (read.Result == ReadResult.Unanswered || ConnectPolicy.AcceptedAfterAll(read.Entry?.Value, entry.Backend))
        {
            return true;
        }

        await EndScheduledAsync(entry.Backend.Value);
        return false;
    }

    /// <summary>Silence is a refusal too.</summary>
    private async Task<bool> OfferAsync(int number, SpawnOffer offer)
    {
        var (drone, reply) = (drones[number], new TaskCompletionSource<bool>());
        network.Send(host, drone.Host, () => drone.Receive(offer, accepted => network.Send(drone.Host, host, () => reply.TrySetResult(accepted))));
        await host.SleepAsync(Story.Timings.ReservationWait * 0.4, reply.Task);
        return reply.Task.IsCompleted && await reply.Task;
    }
}
