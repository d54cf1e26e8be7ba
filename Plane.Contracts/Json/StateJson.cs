using System.Text.Json.Serialization;
using Plane.Contracts.Drones;
using Plane.Contracts.Records;
using Plane.Domain.Keys;

namespace Plane.Contracts.Json;

/// <summary>What Plane's programs keep on NATS and say to each other: snake_case, nulls left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters =
    [
        typeof(BackendIdConverter), typeof(DroneIdConverter), typeof(ClusterNameConverter), typeof(BackendStatusConverter),
        typeof(TerminationReasonConverter), typeof(TerminationKindConverter), typeof(PullPolicyConverter), typeof(KeyEntryStateConverter),
    ])]
[JsonSerializable(typeof(BackendRecord))]
[JsonSerializable(typeof(DroneRecord))]
[JsonSerializable(typeof(TokenRecord))]
[JsonSerializable(typeof(RevocationRecord))]
[JsonSerializable(typeof(FenceRecord))]
[JsonSerializable(typeof(ReadyRecord))]
[JsonSerializable(typeof(ReservationRecord))]
[JsonSerializable(typeof(TerminateIntent))]
[JsonSerializable(typeof(DrainIntent))]
[JsonSerializable(typeof(PreventRenewalIntent))]
[JsonSerializable(typeof(PrefetchIntent))]
[JsonSerializable(typeof(KeyEntry))]
[JsonSerializable(typeof(SecretRecord))]
[JsonSerializable(typeof(SharedCertificateRecord))]
[JsonSerializable(typeof(CertificateRecord))]
[JsonSerializable(typeof(AcmeTxtRecord))]
[JsonSerializable(typeof(AcmeLeaseRecord))]
[JsonSerializable(typeof(AcmeAnswerRecord))]
[JsonSerializable(typeof(SpawnMessage))]
[JsonSerializable(typeof(SpawnReply))]
[JsonSerializable(typeof(TouchMessage))]
[JsonSerializable(typeof(TouchReply))]
[JsonSerializable(typeof(ProgressUpdate))]
[JsonSerializable(typeof(ActivityMessage))]
[JsonSerializable(typeof(ActivityReply))]
[JsonSerializable(typeof(MetricsMessage))]
[JsonSerializable(typeof(MetricsReply))]
[JsonSerializable(typeof(MetricsUpdate))]
[JsonSerializable(typeof(AttachMessage))]
[JsonSerializable(typeof(AttachReply))]
[JsonSerializable(typeof(AttachEnd))]
[JsonSerializable(typeof(TerminalSize))]
public sealed partial class StateJson : JsonSerializerContext;
