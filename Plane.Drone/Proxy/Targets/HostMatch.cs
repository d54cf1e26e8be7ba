using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Targets;

/// <summary>How a request's host stands to the cluster.</summary>
/// <param name="Prefix">The labels in front, lower case; empty unless <see cref="HostKind.Below"/>.</param>
/// <param name="Backend">The backend whose own host name this is, should there be one of that id; null where no id could look so.</param>
/// <param name="Custom">Whose domain it is, with <see cref="HostKind.Custom"/>.</param>
internal readonly record struct HostMatch(HostKind Kind, string Prefix, BackendName? Backend, CustomHost? Custom = null)
{
    /// <summary>Whether the labels in front are these, or these behind a port.</summary>
    public bool IsCalled(string label) =>
        Prefix.Equals(label, StringComparison.OrdinalIgnoreCase) || (Backend is { Port: not null } named && named.Backend.Value.Equals(label, StringComparison.OrdinalIgnoreCase));
}
