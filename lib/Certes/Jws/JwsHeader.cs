using System.Text.Json.Serialization;

namespace Certes.Jws;

/// <summary>The protected header of an ACME request: either <c>jwk</c> or <c>kid</c> (RFC 8555 §6.2).</summary>
internal sealed record JwsHeader
{
    [JsonPropertyName("alg")]
    public string Algorithm { get; init; }

    [JsonPropertyName("jwk")]
    public JsonWebKey Key { get; init; }

    [JsonPropertyName("kid")]
    public string KeyId { get; init; }

    [JsonPropertyName("nonce")]
    public string Nonce { get; init; }

    [JsonPropertyName("url")]
    public Uri Url { get; init; }
}
