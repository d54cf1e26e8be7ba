using System.Text.Json.Serialization;
using Plane.Drone.Runtime;

namespace Plane.Drone.Guard;

/// <summary>The journal's files, one entry each.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(ProcessMark))]
internal sealed partial class JournalJson : JsonSerializerContext;
