using System.Collections.Concurrent;
using System.Collections.Immutable;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Domain.Scheduling;
using Plane.State.Buckets;
using Plane.State.Drones;
using Plane.State.Time;

namespace Plane.Controller.Scheduling;

/// <summary>The drones as the scheduler sees them: what they last said, how long ago, and what this controller placed on them since.</summary>
internal sealed class DroneBoard(LiveView<DroneRecord> drones, Drains drains, LeaseTimings timings, Entropy entropy, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Seat> _seats = new(StringComparer.Ordinal);

    /// <summary>Every drone and drain there was at the start is known; before that no drone is no news.</summary>
    public bool IsComplete => drones.Current.IsComplete && drains.IsComplete;

    /// <summary>Where a backend may go, best first.</summary>
    public Placement Place(PlacementRequest request)
    {
        using var span = ControllerTraces.Source.StartActivity("place");
        var placement = PlacementPolicy.Place(Candidates(request.Cluster), request, new Random(BitConverter.ToInt32(entropy.Bytes(sizeof(int)))));
        span?.SetTag("plane.cluster", request.Cluster.Value).SetTag("plane.candidates", placement.Candidates.Length);
        return placement;
    }

    /// <summary>Its last heartbeat is recent enough to count on an answer.</summary>
    public bool IsFresh(ClusterName cluster, DroneId drone) =>
        drones.Current.Find(DronesStore.KeyOf(cluster, drone)) is { } seen && IsFresh(seen);

    /// <summary>Its entry is gone, or must be: it has not been heard of for an entry's whole life.</summary>
    public bool IsGone(ClusterName cluster, DroneId drone) =>
        drones.Current.Find(DronesStore.KeyOf(cluster, drone)) is not { } seen || clock.Elapsed() - seen.At > timings.DroneTtl;

    /// <summary>There is something to drain or undrain: a drone of this id that runs backends was heard of, be it long ago, or a drain of one that is away stands.</summary>
    public bool CanDrain(ClusterName cluster, DroneId drone) =>
        drones.Current.Find(DronesStore.KeyOf(cluster, drone)) is { Value.IsAgent: true } || drains.IsWanted(cluster, drone);

    /// <summary>Every drone and proxy of the cluster whose entry lives.</summary>
    public IEnumerable<Seen<DroneRecord>> Heard(ClusterName cluster) =>
        drones.Current.Entries.Values.Where(seen => seen.Value.Cluster == cluster && !IsGone(cluster, seen.Value.Drone));

    /// <summary>Counts a backend that the drone's last heartbeat cannot know of.</summary>
    public void CountPlacement(ClusterName cluster, DroneId drone)
    {
        var key = DronesStore.KeyOf(cluster, drone);
        if (drones.Current.Find(key) is { } seen)
        {
            SeatOf(key, seen).Count();
        }
    }

    private IEnumerable<DroneCandidate> Candidates(ClusterName cluster)
    {
        foreach (var (key, seen) in drones.Current.Entries)
        {
            if (seen.Value.Cluster == cluster)
            {
                yield return SeatOf(key, seen).Candidate(IsFresh(seen), drains.IsWanted(cluster, seen.Value.Drone));
            }
        }
    }

    private bool IsFresh(Seen<DroneRecord> seen) => clock.Elapsed() - seen.At < timings.DroneFresh;

    private Seat SeatOf(string key, Seen<DroneRecord> seen) =>
        _seats.AddOrUpdate(
            key,
            static (_, seen) => new Seat(seen),
            static (_, known, seen) => known.Revision == seen.Revision ? known : new Seat(seen),
            seen);

    /// <summary>One heartbeat's word, and what was placed since.</summary>
    private sealed class Seat(Seen<DroneRecord> seen)
    {
        private readonly ImmutableHashSet<string> _images = [.. seen.Value.Images];
        private int _placed;

        public ulong Revision => seen.Revision;

        public void Count() => Interlocked.Increment(ref _placed);

        public DroneCandidate Candidate(bool isFresh, bool shallDrain)
        {
            var drone = seen.Value;
            return new DroneCandidate(
                drone.Cluster,
                drone.Drone,
                drone.Incarnation,
                drone.Pool,
                drone.IsAgent,
                isFresh,
                IsReady: drone.State != DroneState.Starting,
                IsDraining: shallDrain || drone.State is DroneState.Draining or DroneState.Drained,
                drone.Running + Volatile.Read(ref _placed),
                drone.Capacity,
                _images);
        }
    }
}
