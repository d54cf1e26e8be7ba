using System.Text.Json.Serialization;

namespace Plane.Drone.Agent;

/// <summary>The latest life of the drone, in its state directory.</summary>
internal sealed record StoredIncarnation(long Number);

[JsonSerializable(typeof(StoredIncarnation))]
internal sealed partial class AgentJson : JsonSerializerContext;
