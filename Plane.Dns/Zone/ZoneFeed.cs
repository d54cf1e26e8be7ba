using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Buckets;
using Plane.State.Time;

namespace Plane.Dns.Zone;

/// <summary>Follows the state and swaps in a new <see cref="ZoneState"/> after each change. While NATS is away the last one stays.</summary>
internal sealed class ZoneFeed(
    LiveView<DroneRecord> drones,
    LiveView<BackendRecord> backends,
    DnsOptions options,
    LeaseTimings timings,
    TimeProvider clock)
    : BackgroundService
{
    private readonly SemaphoreSlim _changed = new(1);
    private readonly ClusterName[] _always = [.. options.Clusters.Select(ClusterName.Parse)];
    private ZoneState _current = ZoneState.Empty;

    public ZoneState Current => Volatile.Read(ref _current);

    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var followers = new[] { SignalAsync(drones, stoppingToken), SignalAsync(backends, stoppingToken) };
        while (!stoppingToken.IsCancellationRequested)
        {
            await ((Task)_changed.WaitAsync(timings.Heartbeat, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Volatile.Write(ref _current, Build());
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

    private ZoneState Build()
    {
        var (droneView, backendView) = (drones.Current, backends.Current);
        var now = clock.Elapsed();

        // A drone whose entry has expired is announced by nobody: its age tells. An apex without any fresh proxy keeps the last known ones.
        var fresh = droneView.Entries.Values.Where(seen => now - seen.At < timings.DroneTtl).Select(static seen => seen.Value).ToList();
        var known = fresh.Count > 0 ? fresh : [.. droneView.Entries.Values.Select(static seen => seen.Value)];
        return ZoneBuilder.Build((uint)(droneView.Sequence + backendView.Sequence + 1), _always, known, backendView.Entries.Values.Select(static seen => seen.Value));
    }
}
