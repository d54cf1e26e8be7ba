using Plane.Domain.Keys;
using Plane.State.Buckets;

namespace Plane.Tests.Keys.Simulation;

/// <summary>One lease on its drone: what <see cref="Lease"/> and <see cref="LeaseJudge"/> decide is done here as the drone's keeper does it.</summary>
internal sealed class HeldActor(Host host, StoreClient store, GuardActor guard, LeaseIdentity mine, KeyEntry held, Lease lease, PlantedFault fault)
{
    private static readonly LeaseTimings Timings = Story.Timings;
    private readonly TaskCompletionSource _stop = new();
    private readonly TaskCompletionSource _kill = new();
    private Lease _lease = lease;
    private TaskCompletionSource _hastened = new();
    private string? _renewal;
    private string? _creation;
    private bool _released;

    public LeaseIdentity Identity => mine;

    public Lease Current => _lease;

    public bool HasTime => host.Clock - _lease.SentAt < Timings.SoftTerminateAt;

    /// <summary>Completes when the backend must end, for whatever reason.</summary>
    public Task Stop => _stop.Task;

    /// <summary>Completes when it must end by force: the lease is over or lost.</summary>
    public Task Kill => _kill.Task;

    /// <summary>The newer life of this drone has it: nothing may be touched any more.</summary>
    public bool IsLeft { get; private set; }

    /// <summary>The connection was broken and is back.</summary>
    public void Hasten()
    {
        _lease = _lease.Hastened();
        var hastened = _hastened;
        _hastened = new TaskCompletionSource();
        hastened.SetResult();
    }

    public void OrderStop() => _stop.TrySetResult();

    public void EndRenewals() => _released = true;

    public async Task KeepAsync()
    {
        while (!_released)
        {
            var decision = _lease.Decide(Timings, host.Clock);
            if (decision.SoftTerminate || decision.Kill)
            {
                OrderStop();
            }

            if (decision.Kill || (decision.Renew && !await TryRenewAsync(decision.Wait)))
            {
                _kill.TrySetResult();
                OrderStop();
                return;
            }

            var next = _lease.Decide(Timings, host.Clock);
            if (next is { Kill: false, Renew: false } && next.Wait > TimeSpan.Zero)
            {
                await host.SleepAsync(next.Wait, _hastened.Task);
            }
        }
    }

    /// <summary>After the container is gone and the record says so: the entry goes at the revision that is ours.</summary>
    public async Task ReleaseAsync()
    {
        var until = host.Clock + (Timings.Ttl * 2);
        ulong? known = _lease.PendingSince is null ? _lease.Revision : null;
        while (host.Clock < until)
        {
            var given = fault == PlantedFault.UnconditionalDelete ? null : known;
            if ((known is not null || fault == PlantedFault.UnconditionalDelete) && (await store.DeleteAsync(given, Timings.RetryEvery)).IsStored)
            {
                host.Say($"{mine.Backend} released");
                return;
            }

            var read = await store.ReadAsync(Timings.RetryEvery);
            if (read.Result == ReadResult.Missing || (read.Entry is { } entry && LeaseJudge.Judge(mine, 0, entry.Value, entry.Revision) != LeaseFinding.Adopt))
            {
                return;
            }

            known = read.Entry?.Revision ?? known;
            await host.SleepAsync(Timings.RetryEvery / 4);
        }
    }

    private async Task<bool> TryRenewAsync(TimeSpan limit)
    {
        _lease = _lease.Sent(host.Clock);
        _renewal ??= store.NewId();
        var written = _creation is { } creation
            ? await store.CreateAsync(held, creation, limit)
            : await store.UpdateAsync(held, _lease.Revision, _renewal, limit);
        switch (written.Result)
        {
            case WriteResult.Stored:
                Renewed(written.Revision);
                return true;
            case WriteResult.Conflict:
                return await ReadLeaderAsync();
            default:
                return true;
        }
    }

    private async Task<bool> ReadLeaderAsync()
    {
        var read = await store.ReadAsync(Timings.RetryEvery);
        if (read.Result == ReadResult.Unanswered)
        {
            return true;
        }

        var known = _creation is null ? _lease.Revision : 0;
        var finding = LeaseJudge.Judge(mine, known, read.Entry?.Value, read.Entry?.Revision ?? 0);
        host.Say($"{mine.Backend} {finding}");
        switch (finding)
        {
            case LeaseFinding.Adopt:
                Renewed(read.Entry!.Revision);
                return true;
            case LeaseFinding.Gone when _creation is null:
                _creation = store.NewId();
                _lease = _lease.Hastened();
                return true;
            case LeaseFinding.FellBack:
                _lease = _lease.FellBack(read.Entry!.Revision);
                _renewal = null;
                TellGuard();
                return _lease.Decide(Timings, host.Clock).Kill || await TryRenewAsync(Timings.RetryEvery);
            case LeaseFinding.Unanswered:
                return true;
            case LeaseFinding.Succeeded:
                IsLeft = true;
                return false;
            default:
                return false;
        }
    }

    private void Renewed(ulong revision)
    {
        // The planted fault forgets when the renewal went out.
        _lease = fault == PlantedFault.DeadlineFromAcknowledgement ? new Lease(revision, host.Clock) : _lease.Acknowledged(revision);
        (_renewal, _creation) = (null, null);
        host.Say($"{mine.Backend} renewed, revision {revision}");
        TellGuard();
    }

    private void TellGuard()
    {
        if (!_released)
        {
            guard.Write(mine.Backend, _lease.KillDeadline(Timings));
        }
    }
}
