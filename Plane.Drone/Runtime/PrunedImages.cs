namespace Plane.Drone.Runtime;

/// <summary>Which images a drone may delete.</summary>
internal enum PrunedImages
{
    /// <summary>None. The default.</summary>
    None,

    /// <summary>Those it pulled itself, by the names it pulled them by: they can be had again.</summary>
    Pulled,

    /// <summary>All that no container uses, whoever made them.</summary>
    Unused,
}
