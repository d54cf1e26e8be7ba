using Plane.Domain.Identity;

namespace Plane.Drone.Runtime;

/// <summary>What an earlier life of this drone left behind.</summary>
/// <param name="KeyHash">Of the key it was started for.</param>
/// <param name="FencingToken">It was started with.</param>
internal sealed record FoundBackend(BackendId Backend, string ContainerId, string KeyHash, long FencingToken, bool IsRunning);
