namespace Plane.Benchmarks.Proxy;

/// <summary>One run of load.</summary>
/// <param name="PerCpuSecond">Requests per second of the server's processor, which others on the machine disturb less.</param>
/// <param name="Middle">Latency that half of all requests had at most, ms.</param>
/// <param name="Slow">Latency that 99 of 100 had at most, ms.</param>
internal sealed record Measured(double PerSecond, double PerCpuSecond, double Middle, double Slow);
