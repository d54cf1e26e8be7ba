namespace Plane.Tests.Keys.Simulation;

internal sealed record Fence(long Token);
