using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Targets;

/// <summary>How a request's host stands to the cluster.</summary>
/// <param name="Prefix">The labels in front, lower case; empty unless <see cref="HostKind.Below"/>.</param>
/// <param name="Backend">The backend whose own host name this is, should there be one of that id; null where no id could look so.</param>
internal readonly record struct HostMatch(HostKind Kind, string Prefix, BackendId? Backend);
