namespace Plane.Drone;

/// <summary>Section <c>Plane:Drone:Process</c>.</summary>
internal sealed class ProcessSection
{
    /// <summary>Image name → command line, run in its place. An image that is not here ends <c>terminated</c> with that reason. Default none.</summary>
    public IDictionary<string, string> Images { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
