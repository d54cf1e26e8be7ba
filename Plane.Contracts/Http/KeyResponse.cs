using Plane.Domain.Backends;

namespace Plane.Contracts.Http;

/// <summary><c>GET /ctrl/key</c>: who has a key.</summary>
/// <param name="Held">False while it is only reserved: no drone has accepted the backend yet.</param>
/// <param name="FencingToken">Left out while it is only reserved.</param>
/// <param name="Status">Left out where the backend's record is not known yet.</param>
public sealed record KeyResponse(string Namespace, string Name, string Tag, bool Held, string BackendId, string Cluster, string Drone, long? FencingToken, BackendStatus? Status);
