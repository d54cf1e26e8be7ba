using Certes.Jws;

namespace Certes;

/// <summary>A private key, of an account or of a certificate. <see cref="IEncodable.ToDer"/> is PKCS#8; <see cref="IEncodable.ToPem"/> is SEC1 or PKCS#1.</summary>
public interface IKey : IEncodable
{
    KeyAlgorithm Algorithm { get; }

    /// <summary>Its public half (RFC 7517).</summary>
    JsonWebKey JsonWebKey { get; }
}
