using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Certes.Jws;

namespace Certes.Crypto;

internal sealed class RsaKey(RSA key) : IKey, ICertificateKey
{
    public KeyAlgorithm Algorithm => KeyAlgorithm.RS256;

    public JsonWebKey JsonWebKey
    {
        get
        {
            var parts = key.ExportParameters(includePrivateParameters: false);
            return new RsaJsonWebKey(Base64Url.EncodeToString(parts.Exponent), Base64Url.EncodeToString(parts.Modulus));
        }
    }

    public byte[] ToDer() => key.ExportPkcs8PrivateKey();

    public string ToPem() => key.ExportRSAPrivateKeyPem();

    public byte[] Sign(byte[] data) => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public CertificateRequest NewRequest(X500DistinguishedName subject) => new(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
