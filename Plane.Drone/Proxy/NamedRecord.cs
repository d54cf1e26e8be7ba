using Plane.Contracts.Records;

namespace Plane.Drone.Proxy;

/// <param name="Port">As the request names it; null for the one without a name.</param>
internal sealed record NamedRecord(BackendRecord Record, int? Port);
