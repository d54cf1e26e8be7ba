using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Plane.Contracts.Records;
using Plane.Domain.Keys;
using Plane.Drone.Backends;
using Plane.Drone.Proxy;
using Plane.Drone.Runtime;
using Plane.State.Drones;

namespace Plane.Drone.Agent;

/// <summary>Tells the cluster what this drone is and has, every few seconds and at once when something changes.</summary>
internal sealed class Heartbeats(
    AgentOptions options,
    DroneLife life,
    BackendRoster roster,
    IRuntime runtime,
    DronesStore drones,
    ProxyAddresses addresses,
    Prefetching prefetching,
    LeaseTimings timings,
    TimeProvider clock,
    ILogger<Heartbeats> log)
{
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ImagesEvery = TimeSpan.FromSeconds(30);
    private static readonly string Version = typeof(Heartbeats).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
    private readonly HostLoad _load = new();
    private ImmutableArray<string> _images = [];
    private ImmutableArray<PrefetchState> _imagesWith = [];
    private long _imagesAt;

    /// <summary>Whether controllers can know that this drone takes spawns, or that it is drained and does not.</summary>
    public bool HasToldReady { get; private set; }

    public async Task RunAsync(CancellationToken token)
    {
        while (!roster.Overtaken.IsCompleted)
        {
            var (changed, drain, prefetched) = (roster.Changed, life.DrainChanged, prefetching.Changed);
            var becomesReady = life.Ready.IsCompleted ? null : life.Ready;
            await TellAsync(token);
            using var rest = CancellationTokenSource.CreateLinkedTokenSource(token);
            List<Task> wakers = [changed, drain, prefetched, Task.Delay(timings.Heartbeat, clock, rest.Token)];
            if (becomesReady is not null)
            {
                wakers.Add(becomesReady);
            }

            await Task.WhenAny(wakers);
            await rest.CancelAsync();

            // A burst of spawns is one change.
            await Task.Delay(becomesReady is null ? Together : TimeSpan.Zero, clock, token);
        }
    }

    /// <summary>Tells once, now.</summary>
    public async Task TellAsync(CancellationToken token)
    {
        // Before the look at the images: what is told to be present is among them.
        var prefetch = prefetching.States;
        await LookAtImagesAsync(prefetch, token);
        var listeners = await addresses.OpenAsync(token);
        var beside = options.IsProxy ? null : ProxyNote.Living(options.StateDirectory);
        var running = roster.Count;
        var record = new DroneRecord
        {
            Cluster = options.Cluster,
            Drone = options.Drone,
            Incarnation = await life.Incarnation,
            IsAgent = true,
            IsProxy = options.IsProxy || beside is not null,
            State = life.Told(running),
            Pool = options.Pool,
            PublicAddresses = options.PublicAddresses,
            PeerAddress = listeners.PeerAddress,
            ProxyAuthority = listeners.ProxyPort is { } port ? options.ProxyAuthority ?? string.Create(CultureInfo.InvariantCulture, $"localhost:{port}") : beside?.Authority,
            Running = running,
            Capacity = options.Capacity,
            FreeMemoryBytes = HostLoad.FreeMemoryBytes(),
            FreeCores = _load.FreeCores(),
            Version = Version,
            Images = _images,
            Prefetch = prefetch,
        };
        var told = await Limited.WriteAsync(t => drones.PutAsync(record, t), timings.Heartbeat, clock, token);
        HasToldReady |= told.IsStored && record.State != DroneState.Starting;
    }

    private async Task LookAtImagesAsync(ImmutableArray<PrefetchState> prefetch, CancellationToken token)
    {
        if (_imagesAt != 0 && prefetch == _imagesWith && clock.GetElapsedTime(_imagesAt) < ImagesEvery)
        {
            return;
        }

        (_imagesAt, _imagesWith) = (clock.GetTimestamp(), prefetch);
        try
        {
            _images = [.. (await runtime.ImagesAsync(token)).Select(ImageHash.Of).Distinct()];
        }
        catch (RuntimeException exception)
        {
            // The scheduler does without: it only prefers drones that have the image.
            log.ImagesUnknown(exception);
        }
    }
}
