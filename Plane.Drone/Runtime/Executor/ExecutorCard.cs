using System.Text.Json.Serialization;

namespace Plane.Drone.Runtime.Executor;

/// <summary>What labels are to a container. The protocol has no list of what runs, so the drone keeps its own.</summary>
/// <param name="ContainerId">As the executor named it; null until it did.</param>
/// <param name="Port">It told; 0 until it did.</param>
internal sealed record ExecutorCard(string Backend, string KeyHash, long FencingToken, string? ContainerId, int Port);

[JsonSerializable(typeof(ExecutorCard))]
internal sealed partial class ExecutorCardJson : JsonSerializerContext;
