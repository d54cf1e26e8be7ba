using System.Text.Json.Serialization;

namespace Plane.Contracts.Nats;

/// <summary>What a malformed request is answered with: <c>{"Error":{"message":…,"field":…}}</c>.</summary>
public sealed record ErrorReply([property: JsonPropertyName("Error")] RequestError Error);

/// <param name="Message">What is wrong and what was expected.</param>
/// <param name="Field">JSON path, e.g. <c>$.executable.image</c>; null where no field is to blame.</param>
public sealed record RequestError(string Message, string? Field);
