using Plane.Domain.Identity;

namespace Plane.Contracts.Nats;

/// <summary>What a backend uses (NATS API §11.4), on <see cref="Subjects.Stats"/> every 5 s. Bytes; nanoseconds since the message before.</summary>
/// <param name="MemUsed">Without file cache that could be given back.</param>
/// <param name="MemAvailable">What its limit leaves.</param>
/// <param name="SysCpu">Of the whole machine in the same time, idle or not.</param>
public sealed record BackendStatsMessage(ClusterName Cluster, DroneId? DroneId, BackendId BackendId, ulong MemUsed, ulong MemAvailable, ulong CpuUsed, ulong SysCpu);
