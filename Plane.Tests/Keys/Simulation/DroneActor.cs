using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Buckets;

namespace Plane.Tests.Keys.Simulation;

/// <summary>One drone process, life after life: takes spawns, runs what it holds, and after a start takes back or ends what it finds.</summary>
internal sealed class DroneActor(World world, Host host, StoreClient store, Engine engine, GuardActor guard, int number, PlantedFault fault)
{
    /// <summary>Seconds that a program may go on after it was asked to stop; the deadline outranks them.</summary>
    private const int LongestGrace = 40;
    private static readonly LeaseTimings Timings = Story.Timings;
    private readonly Dictionary<BackendId, HeldActor> _held = [];
    private readonly HashSet<BackendId> _under = [];

    public Host Host => host;

    public int Number => number;

    public long Incarnation { get; private set; } = 1;

    /// <summary>Reaches this life only; the roster of a dead one is gone with it.</summary>
    public void Receive(SpawnOffer offer, Action<bool> reply) => world.Add(SpawnAsync(offer, reply));

    public void Ended(BackendId backend) => host.Deliver(TimeSpan.FromMilliseconds(host.Chance.Next(100)), () => _held.GetValueOrDefault(backend)?.OrderStop());

    public void StopAll()
    {
        foreach (var held in _held.Values.ToList())
        {
            held.OrderStop();
        }
    }

    /// <summary>Every lease is renewed at once, as after each reconnect.</summary>
    public void Hasten()
    {
        foreach (var held in _held.Values.ToList())
        {
            held.Hasten();
        }
    }

    public void Die()
    {
        host.Die();
        _held.Clear();
        _under.Clear();
    }

    public void Rise()
    {
        Incarnation++;
        host.Rise();
        foreach (var (backend, container) in engine.Containers.ToList())
        {
            world.Add(TakeBackAsync(backend, container.Token, container.Runs));
        }
    }

    private async Task SpawnAsync(SpawnOffer offer, Action<bool> reply)
    {
        if (_held.TryGetValue(offer.Backend, out var known))
        {
            reply(known.Identity.FencingToken == offer.FencingToken);
            return;
        }

        if (offer.Incarnation != Incarnation || !_under.Add(offer.Backend))
        {
            reply(false);
            return;
        }

        var held = await new Acceptance(host, store, guard, number, fault).AcceptAsync(offer);
        _under.Remove(offer.Backend);
        reply(held is not null);
        if (held is not null)
        {
            _held[offer.Backend] = held;
            await LiveAsync(held, isRunning: false);
        }
    }

    private async Task LiveAsync(HeldActor held, bool isRunning)
    {
        var backend = held.Identity.Backend;
        world.Add(held.KeepAsync());
        var quiet = isRunning ? Task.CompletedTask : StartAsync(held);
        await held.Stop;
        await host.SleepAsync(TimeSpan.FromSeconds(host.Chance.Next(LongestGrace)), held.Kill);
        if (held.IsLeft)
        {
            guard.Clear(backend);
            return;
        }

        await engine.RemoveAsync(host, backend);
        if (!quiet.IsCompleted)
        {
            await quiet;
            await engine.RemoveAsync(host, backend);
        }

        guard.Clear(backend);
        await EndRecordAsync(backend, TerminationReason.External, held.Identity.FencingToken);
        held.EndRenewals();
        await held.ReleaseAsync();
        _held.Remove(backend);
    }

    /// <summary>Create, look at the lease, start, look again. Completes when nothing of it is under way at the engine.</summary>
    private async Task StartAsync(HeldActor held)
    {
        var backend = held.Identity.Backend;
        if (held.HasTime)
        {
            await engine.CreateAsync(host, backend, held.Identity.FencingToken);
        }

        if (held.HasTime && !held.Stop.IsCompleted)
        {
            await engine.StartAsync(host, backend);
        }

        if (!held.HasTime)
        {
            held.OrderStop();
        }
    }

    /// <summary>A record that somebody ended stays as it is.</summary>
    private async Task EndRecordAsync(BackendId backend, TerminationReason reason, long token)
    {
        while (true)
        {
            var read = await store.ReadRecordAsync(backend.Value, Timings.RetryEvery);
            var ended = new BackendNote(backend.Value, number, BackendStatus.Terminated, reason, token);
            var known = read.Entry?.Value.Status == BackendStatus.Terminated;
            if (known || (read.Result != ReadResult.Unanswered && (await store.WriteRecordAsync(ended, read.Entry?.Revision ?? 0, Timings.RetryEvery)).IsStored))
            {
                return;
            }

            await host.SleepAsync(Timings.RetryEvery / 4);
        }
    }

    private async Task TakeBackAsync(BackendId backend, long token, bool runs)
    {
        var held = Story.EntryOf(backend, number) with { State = KeyEntryState.Held, Incarnation = Incarnation, FencingToken = token };
        if (runs && await RenewAsync(held) is { } lease)
        {
            host.Say($"{backend} taken back");
            guard.Write(backend, lease.KillDeadline(Timings));
            var keeper = new HeldActor(host, store, guard, Story.IdentityOf(held), held, lease, fault);
            _held[backend] = keeper;
            await LiveAsync(keeper, isRunning: true);
            return;
        }

        await engine.RemoveAsync(host, backend);
        guard.Clear(backend);
        await EndRecordAsync(backend, TerminationReason.Lost, token);
        var read = await store.ReadAsync(Timings.RetryEvery);
        if (read.Entry is { } entry && IsEarlier(entry.Value, held))
        {
            await new HeldActor(host, store, guard, Story.IdentityOf(entry.Value), entry.Value, new Lease(entry.Revision, host.Clock), fault).ReleaseAsync();
        }
    }

    /// <summary>For as long as the earlier life's lease lasts by the guard's journal.</summary>
    private async Task<Lease?> RenewAsync(KeyEntry held)
    {
        var (id, create, first) = (store.NewId(), store.NewId(), host.Clock);
        Versioned<KeyEntry>? entry = null;
        var isKnown = false;
        while (host.Clock < guard.DeadlineOf(held.Backend))
        {
            if (isKnown)
            {
                var written = entry is { } known
                    ? await store.UpdateAsync(held, known.Revision, $"{id}.{known.Revision}", Timings.RetryEvery)
                    : await store.CreateAsync(held, create, Timings.RetryEvery);
                if (written.IsStored)
                {
                    return new Lease(written.Revision, first);
                }
            }

            var read = await store.ReadAsync(Timings.RetryEvery);
            if (read.Entry is { } now && !IsEarlier(now.Value, held))
            {
                return null;
            }

            (entry, isKnown) = read.Result == ReadResult.Unanswered ? (entry, isKnown) : (read.Entry, true);
            await host.SleepAsync(Timings.RetryEvery / 4);
        }

        return null;
    }

    private static bool IsEarlier(KeyEntry entry, KeyEntry held) =>
        entry.State == KeyEntryState.Held && entry.Backend == held.Backend && entry.Drone == held.Drone && entry.FencingToken == held.FencingToken;
}
