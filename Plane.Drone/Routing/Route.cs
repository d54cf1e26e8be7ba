using System.Net;
using Plane.Domain.Identity;

namespace Plane.Drone.Routing;

/// <summary>Where a backend of this drone answers. The supervisor opens it, the proxy dials it: neither knows the other.</summary>
/// <param name="Address">As dialled from this process: the container's own address, or the published port.</param>
/// <param name="ContainerId">Which run listens there; addresses are used again by later containers.</param>
public sealed record Route(BackendId Backend, IPEndPoint Address, string ContainerId);
