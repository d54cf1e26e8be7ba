namespace Plane.Tests.Keys.Simulation;

/// <summary>The spawn message: which reservation, for which life of the drone.</summary>
internal sealed record SpawnOffer(Plane.Domain.Identity.BackendId Backend, ulong Reservation, ulong Record, long Incarnation, long FencingToken);
