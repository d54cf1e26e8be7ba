using Plane.Domain.Identity;

namespace Plane.Contracts.Drones;

/// <summary>What a backend uses (HTTP API §12.2) as its drone measured it, on <see cref="Nats.Subjects.Metrics(ClusterName, BackendId)"/>. Bytes; nanoseconds since the measurement before.</summary>
/// <param name="MemUsed">Usage without inactive file cache.</param>
/// <param name="MemTotal">Resident memory and cache, and with cgroup v2 the kernel's for it.</param>
/// <param name="MemActive">Active anonymous memory and active file cache.</param>
/// <param name="MemInactive">The inactive of both.</param>
/// <param name="SysCpu">Of the whole machine in the same time, idle or not.</param>
public sealed record MetricsUpdate(
    BackendId BackendId, ulong MemUsed, ulong MemTotal, ulong MemActive, ulong MemInactive, ulong MemUnevictable, ulong MemLimit, ulong CpuUsed, ulong SysCpu);
