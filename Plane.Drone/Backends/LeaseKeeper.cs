using Plane.Domain.Backends;
using Plane.Domain.Keys;
using Plane.Drone.Guard;
using Plane.State.Buckets;
using Plane.State.Time;

namespace Plane.Drone.Backends;

/// <summary>
/// Keeps one key held while its backend lives, and orders the backend to stop when it cannot (docs/architecture.md, "One backend per key", 4
/// and 8). One loop; nothing it waits for lasts beyond the next deadline.
/// </summary>
internal sealed class LeaseKeeper(
    IKeyEntries entries,
    LeaseIdentity mine,
    KeyEntry held,
    Lease lease,
    BackendJournal journal,
    StopOrders orders,
    LeaseSettings settings)
{
    /// <summary>Timers stand still while the machine is suspended; the lease's clock does not.</summary>
    private static readonly TimeSpan LongestNap = TimeSpan.FromSeconds(1);
    private static readonly StopOrder SoftExpiry = new(TerminationKind.Soft, TerminationReason.KeyExpired);
    private static readonly StopOrder HardExpiry = new(TerminationKind.Hard, TerminationReason.KeyExpired);
    private readonly LeaseTimings _timings = settings.Timings;
    private readonly TimeProvider _clock = settings.Clock;
    private Lease _lease = lease;
    private string? _renewal;
    private string? _creation;
    private TaskCompletionSource _hastened = NewSignal();
    private TaskCompletionSource _recreated = NewSignal();

    public Lease Current => Volatile.Read(ref _lease);

    /// <summary>Whether there is time left to begin something: a lease past its soft deadline is as good as lost.</summary>
    public bool HasTime => _clock.Elapsed() - Current.SentAt < _timings.SoftTerminateAt;

    /// <summary>Completes when the entry was gone and has been won back next: the store may have lost more than that.</summary>
    public Task Recreated => Volatile.Read(ref _recreated).Task;

    /// <summary>NATS is back after an interruption: renew at once.</summary>
    public void Hasten() => Interlocked.Exchange(ref _hastened, NewSignal()).TrySetResult();

    /// <summary>Renews until cancelled, or until the key is lost.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            var hastened = Volatile.Read(ref _hastened).Task;
            var decision = Decide();
            if (decision.Kill)
            {
                orders.Order(HardExpiry);
                settings.Log.LeaseOver(mine.Backend);
                return;
            }

            if (decision.SoftTerminate && !orders.First.IsCompleted)
            {
                settings.Log.LeaseEnding(mine.Backend);
                orders.Order(SoftExpiry);
            }

            if (decision.Renew && !await TryRenewAsync(decision.Wait, token))
            {
                return;
            }

            await NapAsync(hastened, token);
        }
    }

    /// <summary>
    /// The owner's last act, after the record says terminated: the entry goes, at exactly the revision that is ours. Repeated until the store
    /// answers, or the entry has expired for certain.
    /// </summary>
    public async Task ReleaseAsync(CancellationToken token)
    {
        var until = _clock.Elapsed() + (_timings.Ttl * 2);
        ulong? known = _lease.PendingSince is null ? _lease.Revision : null;
        while (_clock.Elapsed() < until)
        {
            if (known is { } revision)
            {
                var deleted = await Limited.WriteAsync(t => entries.DeleteAsync(revision, t), _timings.RetryEvery, _clock, token);
                if (deleted.IsStored)
                {
                    return;
                }
            }

            var read = await Limited.ReadAsync(entries.ReadAsync, _timings.RetryEvery, _clock, token);
            if (read.Result == ReadResult.Missing || (read.Entry is { } entry && LeaseJudge.Judge(mine, 0, entry.Value, entry.Revision) != LeaseFinding.Adopt))
            {
                return;
            }

            known = read.Entry?.Revision ?? known;
            if (read.Result == ReadResult.Unanswered)
            {
                await Task.Delay(_timings.RetryEvery, _clock, token);
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A backend that may not renew is looked at again after each nap: that is how it learns of it.</summary>
    private LeaseDecision Decide() => _lease.Decide(_timings, _clock.Elapsed(), mayRenew: !settings.Stops.Has(mine.Backend));

    private async Task NapAsync(Task hastened, CancellationToken token)
    {
        var wait = Decide() is { Kill: false, Renew: false } next ? next.Wait : TimeSpan.Zero;
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        using var rest = CancellationTokenSource.CreateLinkedTokenSource(token);
        await Task.WhenAny(hastened, Task.Delay(wait < LongestNap ? wait : LongestNap, _clock, rest.Token));
        await rest.CancelAsync();
        if (hastened.IsCompleted)
        {
            _lease = _lease.Hastened();
        }
    }

    /// <param name="limit">Until the next try or deadline.</param>
    /// <returns>False: the key is not ours any more.</returns>
    private async Task<bool> TryRenewAsync(TimeSpan limit, CancellationToken token)
    {
        _lease = _lease.Sent(_clock.Elapsed());
        _renewal ??= settings.Entropy.Letters(14);
        var written = _creation is { } creation
            ? await Limited.WriteAsync(t => entries.CreateAsync(held, creation, t), limit, _clock, token)
            : await Limited.WriteAsync(t => entries.UpdateAsync(held, _lease.Revision, _renewal, t), limit, _clock, token);
        switch (written.Result)
        {
            case WriteResult.Stored:
                Renewed(written.Revision);
                return true;
            case WriteResult.Conflict:
                return await ReadLeaderAsync(Remaining(), token);
            default:
                settings.Log.RenewalUnanswered(mine.Backend, _clock.Elapsed() - _lease.SentAt);
                return true;
        }
    }

    private TimeSpan Remaining()
    {
        var left = _lease.SentAt + _timings.KillAt - _clock.Elapsed();
        return left > _timings.RetryEvery ? _timings.RetryEvery : left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private async Task<bool> ReadLeaderAsync(TimeSpan limit, CancellationToken token)
    {
        var read = await Limited.ReadAsync(entries.ReadAsync, limit, _clock, token);
        if (read.Result == ReadResult.Unanswered)
        {
            return true;
        }

        // After an own create the revision may be lower than the known one: the store was wiped and counts anew.
        var known = _creation is null ? _lease.Revision : 0;
        switch (LeaseJudge.Judge(mine, known, read.Entry?.Value, read.Entry?.Revision ?? 0))
        {
            case LeaseFinding.Adopt:
                Renewed(read.Entry!.Revision);
                return true;
            case LeaseFinding.Gone when _creation is null:
                settings.Log.LeaseGone(mine.Backend);
                _creation = settings.Entropy.Letters(14);
                _lease = _lease.Hastened();
                return true;
            case LeaseFinding.FellBack:
                settings.Log.LeaseFellBack(mine.Backend, _lease.Revision, read.Entry!.Revision);
                _lease = _lease.FellBack(read.Entry.Revision);
                _renewal = null;
                TellGuard();

                // Before its deadlines are looked at: the soft one may have passed while this lease was believed to be younger.
                return Decide().Kill || await TryRenewAsync(Remaining(), token);
            case LeaseFinding.Unanswered:
                return true;
            case LeaseFinding.Succeeded:
                settings.Log.Succeeded(mine.Backend);
                orders.Leave();
                return false;
            default:
                // Another's; or gone again although our one create was refused, so that another had it in between.
                settings.Log.LeaseLost(mine.Backend);
                orders.Order(HardExpiry);
                return false;
        }
    }

    private void Renewed(ulong revision)
    {
        _lease = _lease.Acknowledged(revision);
        _renewal = null;
        if (_creation is not null)
        {
            _creation = null;
            Interlocked.Exchange(ref _recreated, NewSignal()).TrySetResult();
        }

        TellGuard();
    }

    private void TellGuard()
    {
        try
        {
            journal.Deadline(_lease.KillDeadline(_timings));
        }
        catch (IOException exception)
        {
            // The guard keeps the earlier deadline, and will kill a healthy backend at it: somebody must make room on that disk.
            settings.Log.JournalNotWritten(exception, mine.Backend);
        }
    }
}
