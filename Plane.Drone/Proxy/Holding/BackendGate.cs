using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Drone.Proxy.Answers;
using Plane.State.Backends;
using Plane.State.Buckets;

namespace Plane.Drone.Proxy.Holding;

/// <summary>Finds a backend's record, and holds a request until the record says ready.</summary>
internal sealed class BackendGate(ProxyIdentity identity, LiveView<BackendRecord> view, BackendsStore store, ProxyStop stop, TimeProvider clock, ILogger<BackendGate> log)
{
    private static readonly TimeSpan ListingLimit = TimeSpan.FromSeconds(5);

    /// <summary>From the snapshot alone.</summary>
    public async ValueTask<Outcome<BackendRecord>> FindListedAsync(BackendId backend, CancellationToken aborted)
    {
        if (!view.Current.IsComplete)
        {
            try
            {
                await view.Listed.WaitAsync(ListingLimit, clock, aborted);
            }
            catch (TimeoutException)
            {
                return Refusal.StoreSilent;
            }
        }

        return view.Current.Find(backend.Value) is { } seen ? seen.Value : Refusal.UnknownBackend;
    }

    /// <summary>A backend that a live token names: it may be younger than the snapshot, so that on a miss the leader is asked.</summary>
    public async ValueTask<Outcome<BackendRecord>> FindNamedAsync(BackendId backend, CancellationToken aborted)
    {
        if (view.Current.Find(backend.Value) is { } seen)
        {
            return seen.Value;
        }

        var read = await store.ReadAsync(identity.Cluster, backend, aborted);
        return read.Result switch
        {
            ReadResult.Found => read.Entry!.Value,
            ReadResult.Unanswered => Refusal.StoreSilent,
            _ => Refusal.Ended,
        };
    }

    /// <summary>The record once the backend is ready: at once if it is, as soon as it becomes so while it is coming.</summary>
    /// <param name="patience">How long it may be coming; after that <see cref="Refusal.HeldTooLong"/>.</param>
    public ValueTask<Outcome<BackendRecord>> ReadyAsync(BackendRecord record, TimeSpan patience, CancellationToken aborted) => HoldPolicy.Decide(record) switch
    {
        HoldDecision.Forward => new(record),
        HoldDecision.Hold => HoldAsync(record, patience, aborted),
        _ => new(Refusal.Ended),
    };

    private async ValueTask<Outcome<BackendRecord>> HoldAsync(BackendRecord record, TimeSpan patience, CancellationToken aborted)
    {
        using var span = ProxyTelemetry.Source.StartActivity("hold");
        span?.SetTag("plane.backend", record.Backend.Value);
        log.Held(record.Backend, record.Status);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, stop.Waiting);
        try
        {
            // A record read from the leader may not have reached the view yet: only absence after presence is an end.
            var present = false;
            var seen = await view.WaitAsync(
                record.Backend.Value,
                entry => entry is null ? present : (present = true) && HoldPolicy.Decide(entry.Value) != HoldDecision.Hold,
                patience,
                either.Token);
            return seen is not null && HoldPolicy.Decide(seen.Value) == HoldDecision.Forward ? seen.Value : Refusal.FailedWhileHeld;
        }
        catch (TimeoutException)
        {
            return Refusal.HeldTooLong;
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            // The listeners would wait for it, and the agent, which may be what it waits for, stops only after them.
            return Refusal.ProxyStops;
        }
    }
}
