using Plane.Domain.Backends;

namespace Plane.Tests.Keys.Simulation;

/// <summary>What matters of a backend's record.</summary>
internal sealed record BackendNote(string Backend, int Drone, BackendStatus Status, TerminationReason? Reason = null, long FencingToken = 0);
