using System.Security.Cryptography;
using Certes.Crypto;

namespace Certes;

public static class KeyFactory
{
    private const int DefaultRsaBits = 2048;

    /// <param name="keySize">Bits of an RSA key, 2048 if not given; curves have theirs.</param>
    public static IKey NewKey(KeyAlgorithm algorithm, int? keySize = null) =>
        algorithm == KeyAlgorithm.RS256 ? new RsaKey(RSA.Create(keySize ?? DefaultRsaBits)) : new EllipticKey(ECDsa.Create(Curves.Of(algorithm)));

    /// <summary>PKCS#8, PKCS#1 or SEC1.</summary>
    /// <exception cref="AcmeException">None of these, or a key of another kind.</exception>
    public static IKey FromDer(byte[] der)
    {
        string[] labels = ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"];
        foreach (var label in labels)
        {
            if (TryFromPem(PemEncoding.WriteString(label, der)) is { } key)
            {
                return key;
            }
        }

        throw new AcmeException("These bytes are no private key in PKCS#8, PKCS#1 or SEC1.");
    }

    /// <inheritdoc cref="FromDer"/>
    public static IKey FromPem(string pem) => TryFromPem(pem) ?? throw new AcmeException("This text is no private key in PKCS#8, PKCS#1 or SEC1.");

    private static IKey TryFromPem(string pem) => Import(RSA.Create(), pem) is { } rsa ? new RsaKey(rsa) : Import(ECDsa.Create(), pem) is { } elliptic ? new EllipticKey(elliptic) : null;

    private static T Import<T>(T key, string pem)
        where T : AsymmetricAlgorithm
    {
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            // Of another kind: the caller tries that.
            key.Dispose();
            return null;
        }
    }
}
