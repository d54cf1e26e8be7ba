using Plane.Domain.Identity;

namespace Plane.Drone.Proxy;

/// <summary>Whose proxy this is, and what its process does besides.</summary>
/// <param name="IsAgent">Backends of this drone run in this process's charge: their containers are dialled directly, and other proxies may come in through the peer listener.</param>
/// <param name="IsProxy">Clients come in here.</param>
public sealed record ProxyIdentity(ClusterName Cluster, DroneId Drone, bool IsAgent, bool IsProxy);
