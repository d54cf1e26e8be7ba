using System.Security.Cryptography;

namespace Certes.Crypto;

/// <summary>RFC 7518 §3.4 and §6.2.1.1.</summary>
internal static class Curves
{
    public static ECCurve Of(KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.ES256 => ECCurve.NamedCurves.nistP256,
        KeyAlgorithm.ES384 => ECCurve.NamedCurves.nistP384,
        KeyAlgorithm.ES512 => ECCurve.NamedCurves.nistP521,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Not an elliptic algorithm."),
    };

    public static KeyAlgorithm Of(int bits) => bits switch
    {
        256 => KeyAlgorithm.ES256,
        384 => KeyAlgorithm.ES384,
        521 => KeyAlgorithm.ES512,
        _ => throw new AcmeException($"An elliptic key of {bits} bits cannot sign for ACME; P-256, P-384 and P-521 can."),
    };

    public static string NameOf(KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.ES256 => "P-256",
        KeyAlgorithm.ES384 => "P-384",
        _ => "P-521",
    };

    public static HashAlgorithmName HashOf(KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.ES384 => HashAlgorithmName.SHA384,
        KeyAlgorithm.ES512 => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA256,
    };
}
