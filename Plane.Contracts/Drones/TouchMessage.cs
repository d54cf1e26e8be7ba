using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Contracts.Drones;

/// <summary>A connect found this backend and is about to send a user there: the drone restarts the idle clock and answers at once (<see cref="Nats.Subjects.Touch"/>).</summary>
public sealed record TouchMessage(BackendId Backend);

/// <param name="Status">Null where the drone does not know the backend.</param>
public sealed record TouchReply(BackendStatus? Status);
