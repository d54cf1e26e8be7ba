using System.Collections.Immutable;
using System.Net;
using Plane.Domain.Identity;
using Plane.Drone.Runtime;

namespace Plane.Drone.Routing;

/// <summary>Where a backend of this drone answers. The supervisor opens it, the proxy dials it: neither knows the other.</summary>
/// <param name="Address">As dialled from this process: the container's own address, or the published port.</param>
/// <param name="ContainerId">Which run listens there; addresses are used again by later containers.</param>
public sealed record Route(BackendId Backend, IPEndPoint Address, string ContainerId)
{
    /// <summary>The same for its further ports, by the numbers the spawn named.</summary>
    public ImmutableDictionary<int, IPEndPoint> Ports { get; init; } = ImmutableDictionary<int, IPEndPoint>.Empty;

    /// <summary>Of this opening and no other; given by <see cref="RouteTable"/>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The run's first process; null where this machine does not know it.</summary>
    internal ProcessMark? Process { get; init; }

    /// <summary>Whether the address is still this run's, as far as can be told here: an engine gives an address away only after its container's process is gone.</summary>
    public bool IsHeld => Process is not { IsAlive: false };

    /// <param name="port">Null for the port without a name.</param>
    /// <returns>Null where it has no such port.</returns>
    public IPEndPoint? AddressOf(int? port) => port is { } number ? Ports.GetValueOrDefault(number) : Address;
}
