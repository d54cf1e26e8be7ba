using System.Text.Json.Serialization;
using Plane.Contracts.Interactive;

namespace Plane.Contracts.Json;

/// <summary>Control messages and errors of the interactive API: camelCase, absent values left out, unknown fields ignored, doubled ones refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CallMessage))]
[JsonSerializable(typeof(SignalMessage))]
[JsonSerializable(typeof(LinesOutcome))]
[JsonSerializable(typeof(PowOutcome))]
[JsonSerializable(typeof(InteractiveErrorResponse))]
public sealed partial class InteractiveJson : JsonSerializerContext;

/// <summary>Its JSON half, whose names are capitalized.</summary>
[JsonSerializable(typeof(WhoAmIResponse))]
[JsonSerializable(typeof(SystemResponse[]))]
[JsonSerializable(typeof(NewsItemResponse[]))]
public sealed partial class InteractiveListJson : JsonSerializerContext;
