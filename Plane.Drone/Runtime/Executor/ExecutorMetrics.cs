using System.Text.Json.Serialization;
using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Executor;

/// <summary>What an executor measured of one backend (HTTP API §12.2): bytes, and nanoseconds since its last measurement.</summary>
internal sealed record ExecutorMetrics(
    string BackendId, ulong MemUsed, ulong MemTotal, ulong MemActive, ulong MemInactive, ulong MemUnevictable, ulong MemLimit, ulong CpuUsed, ulong SysCpu)
{
    /// <summary>Null where the name cannot be one.</summary>
    public BackendId? Backend => Domain.Identity.BackendId.TryParse(BackendId, out var backend) ? backend : null;

    /// <summary>Executors tell the time since their last word; readings count from the beginning.</summary>
    public ResourceReading After(ResourceReading? before) => new(
        new MemoryReading(MemUsed, MemTotal, MemActive, MemInactive, MemUnevictable, MemLimit), (before?.Cpu ?? 0) + CpuUsed, (before?.SystemCpu ?? 0) + SysCpu);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ExecutorMetrics))]
internal sealed partial class ExecutorJson : JsonSerializerContext;
