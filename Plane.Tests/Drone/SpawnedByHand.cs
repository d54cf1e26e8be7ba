using Plane.Domain.Identity;

namespace Plane.Tests.Drone;

/// <summary>A backend a test asked for, and the key it was asked for.</summary>
internal sealed record SpawnedByHand(BackendId Backend, KeyName Key)
{
    public string Container => $"plane-{Backend}";
}
