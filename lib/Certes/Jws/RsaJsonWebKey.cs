using System.Text.Json.Serialization;

namespace Certes.Jws;

/// <summary>RFC 7518 §6.3.</summary>
internal sealed class RsaJsonWebKey(string exponent, string modulus) : JsonWebKey
{
    [JsonPropertyOrder(0)]
    [JsonPropertyName("e")]
    public string Exponent => exponent;

    [JsonPropertyOrder(1)]
    [JsonPropertyName("kty")]
    public string KeyType { get; } = "RSA";

    [JsonPropertyOrder(2)]
    [JsonPropertyName("n")]
    public string Modulus => modulus;
}
