using System.Text.Json;
using System.Text.Json.Serialization;
using Plane.Contracts.Http;

namespace Plane.Contracts.Json;

/// <summary>The HTTP API's bodies: snake_case, unknown fields ignored, doubled ones refused. Absent values are null here; <see cref="HttpStatusJson"/> leaves them out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(BackendStatusConverter), typeof(PullPolicyConverter)])]
[JsonSerializable(typeof(ConnectRequest))]
[JsonSerializable(typeof(ConnectResponse))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(ControllerStatusResponse))]
[JsonSerializable(typeof(DrainResponse))]
[JsonSerializable(typeof(KeyTerminateRequest))]
[JsonSerializable(typeof(KeyTerminateResponse))]
[JsonSerializable(typeof(RevokeRequest))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(PrefetchRequest))]
[JsonSerializable(typeof(PrefetchResponse))]
public sealed partial class HttpJson : JsonSerializerContext;

/// <summary>Status objects, which leave out what is absent.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(BackendStatusConverter), typeof(TerminationReasonConverter), typeof(TerminationKindConverter)])]
[JsonSerializable(typeof(StatusResponse))]
[JsonSerializable(typeof(BackendListResponse))]
[JsonSerializable(typeof(ClusterStateResponse))]
[JsonSerializable(typeof(KeyResponse))]
[JsonSerializable(typeof(LogLineResponse))]
[JsonSerializable(typeof(ActivityResponse))]
[JsonSerializable(typeof(MetricsResponse))]
[JsonSerializable(typeof(CertificatesResponse))]
public sealed partial class HttpStatusJson : JsonSerializerContext;

