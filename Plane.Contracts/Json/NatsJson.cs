using System.Text.Json.Serialization;
using Plane.Contracts.Nats;
using Plane.Domain.Backends;

namespace Plane.Contracts.Json;

/// <summary>The NATS API's messages: snake_case, absent or null options mean none, unknown fields ignored, doubled ones refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(BackendIdConverter), typeof(DroneIdConverter), typeof(ClusterNameConverter), typeof(PullPolicyConverter), typeof(ScheduleReplyConverter), typeof(FetchReplyConverter),
        typeof(JsonStringEnumConverter<BackendState>), typeof(InstantConverter),
    ])]
[JsonSerializable(typeof(ScheduleRequest))]
[JsonSerializable(typeof(ScheduleReply))]
[JsonSerializable(typeof(ScheduledBackend))]
[JsonSerializable(typeof(FetchRequest))]
[JsonSerializable(typeof(FetchReply))]
[JsonSerializable(typeof(FetchedBackend))]
[JsonSerializable(typeof(TerminationRequest))]
[JsonSerializable(typeof(DrainRequest))]
[JsonSerializable(typeof(AcmeRecordRequest))]
[JsonSerializable(typeof(ErrorReply))]
[JsonSerializable(typeof(BackendLogMessage))]
[JsonSerializable(typeof(BackendStateMessage))]
[JsonSerializable(typeof(BackendStatsMessage))]
[JsonSerializable(typeof(LogMessage))]
[JsonSerializable(typeof(SpawnRequest))]
[JsonSerializable(typeof(SpawnResponse))]
[JsonSerializable(typeof(StateResponse))]
public sealed partial class NatsJson : JsonSerializerContext;
