using System.Text.Json;
using System.Text.Json.Serialization;

namespace NATS.Client.JetStream.Api;

/// <summary>Enums travel in snake case, such as <c>last_per_subject</c>.</summary>
internal sealed class WireEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
