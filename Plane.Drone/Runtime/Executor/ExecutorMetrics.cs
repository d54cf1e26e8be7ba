using System.Text.Json.Serialization;
using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Executor;

/// <summary>What an executor measured of one backend (HTTP API §12.2): bytes, and nanoseconds since its last measurement.</summary>
internal sealed record ExecutorMetrics(
    string BackendId, ulong MemUsed, ulong MemTotal, ulong MemActive, ulong MemInactive, ulong MemUnevictable, ulong MemLimit, ulong CpuUsed, ulong SysCpu)
{
    /// <summary>Null where the name cannot be one.</summary>
    public BackendId? Backend => Domain.Identity.BackendId.TryParse(BackendId, out var backend) ? backend : null;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ExecutorMetrics))]
internal sealed partial class ExecutorJson : JsonSerializerContext;
