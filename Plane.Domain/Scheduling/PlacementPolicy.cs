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

        return new Placement([.. eligible], Explain(known, request));
    }

    private static bool IsBetter(DroneCandidate a, DroneCandidate b, PlacementRequest request)
    {
        var (hasA, hasB) = (a.Images.Contains(request.ImageId), b.Images.Contains(request.ImageId));
        return hasA == hasB ? a.Load < b.Load : hasA;
    }

    private static string? FaultOf(DroneCandidate drone, PlacementRequest request) =>
        Faults.FirstOrDefault(fault => fault.Applies(drone, request)).Fault;

    private static string Explain(List<DroneCandidate> known, PlacementRequest request)
    {
        var pool = request.Pool.Length == 0 ? "the default pool" : $"pool '{request.Pool}'";
        var wanted = $"Looked for a ready drone in cluster {request.Cluster}, {pool}";
        if (known.Count == 0)
        {
            return $"{wanted}: no drone of that cluster is known.";
        }

        var counts = known
            .Select(drone => FaultOf(drone, request))
            .GroupBy(static fault => fault ?? "eligible")
            .Select(static group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}"));
        return string.Create(CultureInfo.InvariantCulture, $"{wanted}: of {known.Count} known, {string.Join(", ", counts)}.");
    }
}
