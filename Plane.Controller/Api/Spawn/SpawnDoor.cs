namespace Plane.Controller.Api.Spawn;

/// <summary>On every connection to the listener of HTTP spawning, and on the routes that are served there: neither side has the other's.</summary>
internal sealed class SpawnDoor
{
    private SpawnDoor()
    {
    }

    public static SpawnDoor Instance { get; } = new();

    /// <summary>Whether a request came in through that listener.</summary>
    public static bool IsUsedBy(HttpContext context) => context.Features.Get<SpawnDoor>() is not null;
}
