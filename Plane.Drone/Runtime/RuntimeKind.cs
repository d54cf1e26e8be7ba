namespace Plane.Drone.Runtime;

/// <summary>Which runtime a drone has.</summary>
internal enum RuntimeKind
{
    /// <summary>Containers of a Docker Engine.</summary>
    Docker,

    /// <summary>Programs of this machine, for development: no isolation, no limits.</summary>
    Process,

    /// <summary>Whatever another program makes of it, told over a unix socket (HTTP API §5.8).</summary>
    Executor,
}
