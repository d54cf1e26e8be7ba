namespace Plane.Drone.Runtime;

/// <summary>Which runtime a drone has.</summary>
internal enum RuntimeKind
{
    /// <summary>Containers of a Docker Engine.</summary>
    Docker,

    /// <summary>Programs of this machine, for development: no isolation, no limits.</summary>
    Process,
}
