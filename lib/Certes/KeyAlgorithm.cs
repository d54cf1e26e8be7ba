namespace Certes;

/// <summary>RFC 7518 §3.1.</summary>
public enum KeyAlgorithm
{
    RS256,
    ES256,
    ES384,
    ES512,
}
