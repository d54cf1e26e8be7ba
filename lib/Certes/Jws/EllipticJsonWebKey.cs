using System.Text.Json.Serialization;

namespace Certes.Jws;

/// <summary>RFC 7518 §6.2.</summary>
internal sealed class EllipticJsonWebKey(string curve, string x, string y) : JsonWebKey
{
    [JsonPropertyOrder(0)]
    [JsonPropertyName("crv")]
    public string Curve => curve;

    [JsonPropertyOrder(1)]
    [JsonPropertyName("kty")]
    public string KeyType { get; } = "EC";

    [JsonPropertyOrder(2)]
    [JsonPropertyName("x")]
    public string X => x;

    [JsonPropertyOrder(3)]
    [JsonPropertyName("y")]
    public string Y => y;
}
