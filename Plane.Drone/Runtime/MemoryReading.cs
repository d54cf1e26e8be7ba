namespace Plane.Drone.Runtime;

/// <summary>In bytes (HTTP API §12.2).</summary>
/// <param name="Used">Without inactive file cache.</param>
internal sealed record MemoryReading(ulong Used, ulong Total, ulong Active, ulong Inactive, ulong Unevictable, ulong Limit);
