namespace Plane.Drone.Runtime;

/// <summary>One measurement of what a backend uses.</summary>
/// <param name="Cpu">Nanoseconds since it began.</param>
/// <param name="SystemCpu">Nanoseconds of the whole machine since its own beginning, idle or not.</param>
internal sealed record ResourceReading(MemoryReading Memory, ulong Cpu, ulong SystemCpu);
