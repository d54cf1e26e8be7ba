using System.Collections.Immutable;
using System.Globalization;

namespace Plane.Domain.Scheduling;

/// <summary>Best of two by load, a drone that has the image first. Two random draws keep many controllers from all choosing the same drone.</summary>
public static class PlacementPolicy
{
    private static readonly (string Fault, Func<DroneCandidate, PlacementRequest, bool> Applies)[] Faults =
    [
        ("in another pool", static (drone, request) => drone.Pool != request.Pool),
        ("without the agent role", static (drone, _) => !drone.IsAgent),
        ("silent", static (drone, _) => !drone.IsFresh),
        ("not ready", static (drone, _) => !drone.IsReady),
        ("draining", static (drone, _) => drone.IsDraining),
        ("full", static (drone, _) => drone.IsFull),
    ];

    public static Placement Place(IEnumerable<DroneCandidate> drones, PlacementRequest request, Random random)
    {
        var known = drones.Where(drone => drone.Cluster == request.Cluster).ToList();
        var eligible = known.Where(drone => FaultOf(drone, request) is null).ToArray();
        random.Shuffle(eligible);
        for (var i = 0; i + 1 < eligible.Length; i++)
        {
            // What is left stays shuffled, so the next candidate is again the better of two random ones.
            if (IsBetter(eligible[i + 1], eligible[i], request))
            {
                (eligible[i], eligible[i + 1]) = (eligible[i + 1], eligible[i]);
            }
        }

        var faults = FaultsOf(known, request);
        return new Placement([.. eligible], known.Count, faults, Explain(known.Count, eligible.Length, faults, request));
    }

    private static bool IsBetter(DroneCandidate a, DroneCandidate b, PlacementRequest request)
    {
        var (hasA, hasB) = (a.Images.Contains(request.ImageId), b.Images.Contains(request.ImageId));
        return hasA == hasB ? a.Load < b.Load : hasA;
    }

    private static string? FaultOf(DroneCandidate drone, PlacementRequest request) =>
        Faults.FirstOrDefault(fault => fault.Applies(drone, request)).Fault;

    private static ImmutableArray<PlacementFault> FaultsOf(List<DroneCandidate> known, PlacementRequest request)
    {
        var counts = known.Select(drone => FaultOf(drone, request)).OfType<string>().CountBy(static fault => fault).ToDictionary();
        return [.. Faults.Where(fault => counts.ContainsKey(fault.Fault)).Select(fault => new PlacementFault(fault.Fault, counts[fault.Fault]))];
    }

    private static string Explain(int known, int eligible, ImmutableArray<PlacementFault> faults, PlacementRequest request)
    {
        var pool = request.Pool.Length == 0 ? "the default pool" : $"pool '{request.Pool}'";
        var wanted = $"Looked for a ready drone in cluster {request.Cluster}, {pool}";
        if (known == 0)
        {
            return $"{wanted}: no drone of that cluster is known.";
        }

        var counts = faults.Select(static fault => string.Create(CultureInfo.InvariantCulture, $"{fault.Drones} {fault.Condition}"));
        var good = eligible > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{eligible} eligible")] : Array.Empty<string>();
        return string.Create(CultureInfo.InvariantCulture, $"{wanted}: of {known} known, {string.Join(", ", counts.Concat(good))}.");
    }
}
