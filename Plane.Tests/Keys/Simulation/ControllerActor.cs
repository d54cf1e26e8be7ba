using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Buckets;

namespace Plane.Tests.Keys.Simulation;

/// <summary>One controller: connects and reaps. Each call to the store or a drone may be its last.</summary>
internal sealed class ControllerActor(World world, Host host, StoreClient store, KeyView view, SpawnRound round, PlantedFault fault)
{
    private static readonly LeaseTimings Timings = Story.Timings;
    private static readonly TimeSpan Patience = Timings.RetryEvery;

    public Host Host => host;

    public KeyView View => view;

    public void Connect() => world.Add(ConnectAsync());

    public void Reap(IEnumerable<string> backends)
    {
        foreach (var backend in backends)
        {
            world.Add(ReapAsync(backend));
        }
    }

    private async Task ConnectAsync()
    {
        var (began, losses) = (host.Clock, 0);
        var early = fault == PlantedFault.TokenBeforeEntry && await store.StampAsync(Patience) is { } stamp ? await store.NextFenceAsync(stamp, Patience) : null;
        if (early is not null)
        {
            // It stands still between the two steps, as any program may: else the search would have to hit that moment.
            await host.SleepAsync(TimeSpan.FromSeconds(host.Chance.Next(40)));
            began = host.Clock;
        }

        for (var first = true; losses < 3 && host.Clock - began < Timings.ReservationWait * 4; first = false)
        {
            var sight = first && view.IsFresh ? view.Known : await AskAsync();
            switch (ConnectPolicy.Judge(sight?.Entry, ""))
            {
                case var _ when sight is null:
                case KeyStanding.OtherTag:
                    return;
                case KeyStanding.Held when !await IsReleasedAsync(sight.Entry!):
                    return;
                case KeyStanding.Reserved when !await IsStuckAsync(sight):
                    continue;
                default:
                    losses++;
                    if (await AcquireAsync(sight, early))
                    {
                        return;
                    }

                    break;
            }
        }
    }

    private async Task<KeySight?> AskAsync()
    {
        var read = await store.ReadAsync(Patience);
        return read.Result == ReadResult.Unanswered ? null : new KeySight(read.Entry?.Value, read.Entry?.Revision ?? 0);
    }

    private async Task<bool> IsReleasedAsync(KeyEntry entry)
    {
        var read = await store.ReadRecordAsync(entry.Backend.Value, Patience);
        return read.Entry is { Value: { } record }
            && (ConnectPolicy.OwnerReleased(entry, record.Status, record.Reason, record.FencingToken)
                || (fault == PlantedFault.TakeoverOnReapersWord && record.Status == BackendStatus.Terminated));
    }

    private async Task<bool> IsStuckAsync(KeySight sight)
    {
        await host.SleepAsync(Timings.ReservationWait);
        return await AskAsync() is { Entry: not null } now && now.Revision == sight.Revision;
    }

    /// <param name="early">A token that the planted fault drew before.</param>
    /// <returns>True where nothing is left to do, whether or not it was granted.</returns>
    private async Task<bool> AcquireAsync(KeySight sight, long? early)
    {
        if (!await store.IsOpenAsync(Patience))
        {
            return true;
        }

        var drone = host.Chance.Next(Story.Drones);
        var backend = BackendId.Parse($"b{host.Chance.Next(1_000_000)}");
        var entry = Story.EntryOf(backend, drone);
        var written = await RepeatAsync(entry, sight.Revision);
        if (!written.IsStored)
        {
            return written.Result == WriteResult.Unanswered;
        }

        host.Say($"reserves {backend} for drone {drone} at {written.Revision} in place of {sight.Revision}");
        if (sight.Entry is { } replaced)
        {
            await round.EndScheduledAsync(replaced.Backend.Value);
        }

        // What was said of the store before the reservation was stored may be of a store that was wiped since.
        if (!await store.IsOpenAsync(Patience)
            || (early ?? await FenceAsync(written.Revision)) is not { } fence
            || (await store.WriteRecordAsync(new BackendNote(backend.Value, drone, BackendStatus.Scheduled), 0, Patience)) is not { IsStored: true } record)
        {
            await store.DeleteAsync(written.Revision, Patience);
            return false;
        }

        return await round.RunAsync(entry, written.Revision, record.Revision, fence);
    }

    private async Task<WriteOutcome> RepeatAsync(KeyEntry entry, ulong known)
    {
        var (id, outcome) = (store.NewId(), WriteOutcome.Unanswered);
        for (var i = 0; i < 3 && outcome.Result == WriteResult.Unanswered; i++)
        {
            outcome = known == 0 ? await store.CreateAsync(entry, id, Patience) : await store.UpdateAsync(entry, known, id, Patience);
        }

        return outcome;
    }

    private async Task<long?> FenceAsync(ulong reservation)
    {
        var read = await store.ReadAsync(Patience);
        return read.Entry is { } entry && entry.Revision == reservation ? await store.NextFenceAsync(entry.Created, Patience) : null;
    }

    /// <summary>Somebody believes that its drone is gone: rightly or not, the leader decides whether that is over.</summary>
    private async Task ReapAsync(string backend)
    {
        var record = await store.ReadRecordAsync(backend, Patience);
        var read = await store.ReadAsync(Patience);
        var isWithoutKey = read.Result == ReadResult.Missing || (read.Entry is { } entry && entry.Value.Backend.Value != backend);
        if (record.Entry is { Value.Status: not BackendStatus.Terminated } known && (isWithoutKey || fault == PlantedFault.TakeoverOnReapersWord))
        {
            host.Say($"reaps {backend}");
            await store.WriteRecordAsync(known.Value with { Status = BackendStatus.Terminated, Reason = TerminationReason.Lost }, known.Revision, Patience);
        }
    }
}
