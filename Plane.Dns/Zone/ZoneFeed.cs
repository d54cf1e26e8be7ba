using System.Collections.Immutable;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Buckets;
using Plane.State.Connection;
using Plane.State.Time;

namespace Plane.Dns.Zone;

/// <summary>Follows the state and swaps in a new <see cref="ZoneTable"/> after each change. While NATS is away the last one stays.</summary>
internal sealed class ZoneFeed(
    LiveView<DroneRecord> drones,
    LiveView<BackendRecord> backends,
    LiveView<AcmeTxtRecord> texts,
    ZoneOptions options,
    ZoneView view,
    NatsContact contact,
    LeaseTimings timings,
    TimeProvider clock,
    ILogger<ZoneFeed> log)
    : BackgroundService
{
    /// <summary>Changes that come closer than this are taken together.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(20);

    /// <summary>For how long a cluster without any live proxy keeps those it had: after an outage of NATS they need a moment to come back.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _changed = new(1);
    private readonly Dictionary<ClusterName, (ImmutableArray<DroneRecord> Proxies, TimeSpan At)> _proxies = [];

    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Task[] followers = [SignalAsync(drones, stoppingToken), SignalAsync(backends, stoppingToken), SignalAsync(texts, stoppingToken)];
        while (!stoppingToken.IsCancellationRequested)
        {
            await ((Task)_changed.WaitAsync(timings.Heartbeat, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var began = clock.GetTimestamp();
            if (!contact.IsLost || !view.Current.IsComplete)
            {
                Refresh();
            }

            // Many backends at once must not make it build all the time.
            var pause = clock.GetElapsedTime(began) * 3 + Together;
            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(followers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SignalAsync<T>(LiveView<T> view, CancellationToken token)
        where T : class
    {
        await foreach (var _ in view.FollowAsync(token))
        {
            if (_changed.CurrentCount == 0)
            {
                _changed.Release();
            }
        }
    }

    private void Refresh()
    {
        try
        {
            view.Publish(ZoneBuilder.Build(Inputs(), options, view.Current));
        }
        catch (Exception exception)
        {
            // One record that nobody foresaw must not stop the answers of all others.
            log.ZonesNotBuilt(exception);
        }
    }

    private ZoneInputs Inputs()
    {
        var (droneView, backendView, textView) = (drones.Current, backends.Current, texts.Current);
        var now = clock.Elapsed();

        // Entries that have expired are announced by nobody: their age tells.
        var fresh = droneView.Entries.Values.Where(seen => now - seen.At < timings.DroneTtl).Select(static seen => seen.Value);
        var live = textView.Entries.Values.Where(seen => now - seen.At < PlaneBuckets.AcmeLifetime).OrderBy(static seen => seen.Revision).Select(static seen => seen.Value);
        return new ZoneInputs(
            [.. WithRemembered([.. fresh], now).OrderBy(static drone => drone.Drone.Value, StringComparer.Ordinal)],
            [.. backendView.Entries.Values.Select(static seen => seen.Value).OrderBy(static backend => backend.Backend.Value, StringComparer.Ordinal)],
            [.. live],
            view.Current.IsComplete || (droneView.IsComplete && backendView.IsComplete && textView.IsComplete),
            clock.GetUtcNow().ToUnixTimeSeconds());
    }

    private IEnumerable<DroneRecord> WithRemembered(ImmutableArray<DroneRecord> fresh, TimeSpan now)
    {
        foreach (var cluster in fresh.Where(static drone => drone.IsProxy).GroupBy(static drone => drone.Cluster))
        {
            _proxies[cluster.Key] = ([.. cluster], now);
        }

        foreach (var gone in _proxies.Where(pair => now - pair.Value.At > Remembered).Select(static pair => pair.Key).ToList())
        {
            _proxies.Remove(gone);
        }

        return fresh.Concat(_proxies.Values.Where(known => known.At < now).SelectMany(static known => known.Proxies));
    }
}
