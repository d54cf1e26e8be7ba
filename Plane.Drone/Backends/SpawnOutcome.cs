namespace Plane.Drone.Backends;

/// <param name="Held">What to supervise; null where it was refused.</param>
/// <param name="Refusal">Why, for logs; null when accepted.</param>
internal readonly record struct SpawnOutcome(HeldBackend? Held, string? Refusal)
{
    public static SpawnOutcome Refused(string why) => new(null, why);
}
