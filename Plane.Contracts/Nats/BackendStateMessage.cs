using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Contracts.Nats;

/// <summary>A state of a backend (NATS API §1.5.9 and §11.4), on <see cref="Subjects.Status"/>.</summary>
/// <param name="Time">When its record came to say so, by the NATS server's clock.</param>
public sealed record BackendStateMessage(ClusterName Cluster, BackendState State, BackendId Backend, DateTimeOffset Time);
