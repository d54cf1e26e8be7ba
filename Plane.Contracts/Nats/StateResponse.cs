using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Contracts.Nats;

/// <summary>A state of a backend in answers of HTTP spawning (NATS API §13).</summary>
/// <param name="Time">When its record came to say so, by the NATS server's clock.</param>
public sealed record StateResponse(BackendState State, BackendId Backend, DateTimeOffset Time);
