using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Idle;
using Plane.Drone.Routing;
using Plane.State.Time;

namespace Plane.Drone.Backends;

/// <summary>
/// Orders a stop when the backend's idle or lifetime limit has passed. The order is only given once the ledger is sealed, so that a request or
/// touch either came before and cancelled it, or comes too late.
/// </summary>
internal sealed class IdleWatch(BackendId backend, BackendLimits limits, TimeSpan grace, TimeSpan? lifetimeEnd, ConnectionLedger ledger, StopOrders orders, TimeProvider clock)
{
    /// <summary>Timers stand still while the machine is suspended.</summary>
    private static readonly TimeSpan LongestNap = TimeSpan.FromSeconds(10);
    private readonly TimeSpan? _maxIdle = limits.MaxIdleSeconds is { } seconds ? TimeSpan.FromSeconds(Math.Max(seconds, grace.TotalSeconds)) : null;

    /// <summary>What would become of it now, and since when nobody has been connected if nobody is.</summary>
    /// <param name="readyAt">Null before it was ready.</param>
    public (TimeSpan? IdleSince, IdleDecision Decision) Judge(BackendUse use, TimeSpan? readyAt, TimeSpan now)
    {
        var activity = ActivityOf(use, readyAt);
        return (activity?.IdleSince, IdlePolicy.Decide(activity, _maxIdle, lifetimeEnd, now));
    }

    /// <param name="ready">Completes when the backend is ready, with the moment: its idle clock begins then.</param>
    public async Task RunAsync(Task<TimeSpan> ready, CancellationToken token)
    {
        if (_maxIdle is null && lifetimeEnd is null)
        {
            return;
        }

        TimeSpan? readyAt = null;
        while (!orders.First.IsCompleted)
        {
            // Without a token it is one task however often it is asked for; with one, a socket open for days would gather a waiter per nap.
            var changed = ledger.ChangedAsync(backend, CancellationToken.None);
            readyAt ??= ready.IsCompletedSuccessfully ? await ready : null;
            var use = ledger.UseOf(backend);
            var (_, decision) = Judge(use, readyAt, clock.Elapsed());
            if (decision.Stop && TrySeal(use))
            {
                orders.Order(new StopOrder(TerminationKind.Soft, TerminationReason.Swept));
                return;
            }

            await NapAsync(decision.StopAt, use.Open > 0 ? changed : null, readyAt is null ? ready : null, token);
        }
    }

    private BackendActivity? ActivityOf(BackendUse use, TimeSpan? readyAt) =>
        readyAt is { } since ? new BackendActivity(ledger.IsPartial ? null : use.Open, use.LastChange > since ? use.LastChange : since) : null;

    private bool TrySeal(BackendUse use)
    {
        if (lifetimeEnd <= clock.Elapsed())
        {
            ledger.Seal(backend);
            return true;
        }

        return ledger.TrySeal(backend, use);
    }

    private async Task NapAsync(TimeSpan? until, Task? changed, Task? ready, CancellationToken token)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(token);
        var wait = until - clock.Elapsed() is { } left && left < LongestNap ? left : LongestNap;
        List<Task> wakers = [orders.First, Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, clock, rest.Token)];
        wakers.AddRange(new[] { changed, ready }.OfType<Task>());
        await Task.WhenAny(wakers);
        await rest.CancelAsync();
        token.ThrowIfCancellationRequested();
    }
}
