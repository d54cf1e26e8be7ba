namespace Plane.Drone.Runtime.Process;

/// <param name="StateDirectory">Programs keep their folders below it; absolute.</param>
/// <param name="Images">Image name → command line.</param>
internal sealed record ProcessRuntimeOptions(string StateDirectory, IReadOnlyDictionary<string, string> Images);
