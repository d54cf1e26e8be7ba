using System.Text.Json.Serialization;

namespace Plane.Drone;

/// <summary>An engine's log driver, in the words of its API.</summary>
internal sealed record LogDriver(string? Type, Dictionary<string, string>? Config);

[JsonSerializable(typeof(LogDriver))]
internal sealed partial class LogConfigJson : JsonSerializerContext;
