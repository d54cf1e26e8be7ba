namespace Plane.Drone.Proxy.Targets;

internal enum HostKind
{
    /// <summary>The request names no host.</summary>
    Missing,

    /// <summary>Neither the cluster nor below it.</summary>
    Foreign,

    /// <summary>The cluster's own name, or an alias of it.</summary>
    Apex,

    /// <summary>Labels in front of the cluster's name.</summary>
    Below,

    /// <summary>A domain that the configuration gives to a backend.</summary>
    Custom,
}
