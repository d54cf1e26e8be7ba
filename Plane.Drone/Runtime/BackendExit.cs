namespace Plane.Drone.Runtime;

/// <param name="Code">128 + signal where one ended it; null where nobody knows.</param>
/// <param name="Detail">What the engine adds, for example that memory ran out; empty for nothing.</param>
internal sealed record BackendExit(int? Code, string Detail)
{
    public static BackendExit Unknown { get; } = new(null, "");
}
