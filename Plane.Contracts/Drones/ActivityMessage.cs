using Plane.Domain.Identity;

namespace Plane.Contracts.Drones;

/// <summary>Why is this backend alive, and when would it stop? Asked of its drone, which answers at once (<see cref="Nats.Subjects.Activity"/>).</summary>
public sealed record ActivityMessage(BackendId Backend);

/// <param name="Activity">Null where the drone does not run the backend.</param>
public sealed record ActivityReply(ActivityView? Activity);
