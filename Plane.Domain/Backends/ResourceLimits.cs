namespace Plane.Domain.Backends;

/// <summary>What one backend may use; null means no limit.</summary>
/// <param name="CpuPeriodMicroseconds">CFS period, 1,000–1,000,000 µs.</param>
/// <param name="CpuPeriodPercent">Share of one core in percent, 1–255: quota = period × percent / 100, the period being 100 ms where none is given.</param>
/// <param name="CpuTimeLimitSeconds">Total CPU time (RLIMIT_CPU).</param>
/// <param name="MemoryLimitBytes">Memory; beyond it the kernel kills the program.</param>
/// <param name="DiskLimitBytes">Size of the writable layer; only some storage drivers can.</param>
public sealed record ResourceLimits(
    long? CpuPeriodMicroseconds = null,
    int? CpuPeriodPercent = null,
    long? CpuTimeLimitSeconds = null,
    long? MemoryLimitBytes = null,
    long? DiskLimitBytes = null)
{
    public static ResourceLimits None { get; } = new();
}
