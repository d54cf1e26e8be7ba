namespace Plane.Benchmarks.Nats;

/// <summary>One measurement: operations per second and, for round trips, microseconds.</summary>
internal sealed record Measured(double PerSecond, double P50 = 0, double P99 = 0);
