using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Certes.Jws;

namespace Certes.Crypto;

internal sealed class EllipticKey(ECDsa key) : IKey, ICertificateKey
{
    public KeyAlgorithm Algorithm { get; } = Curves.Of(key.KeySize);

    public JsonWebKey JsonWebKey
    {
        get
        {
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            return new EllipticJsonWebKey(Curves.NameOf(Algorithm), Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        }
    }

    public byte[] ToDer() => key.ExportPkcs8PrivateKey();

    public string ToPem() => key.ExportECPrivateKeyPem();

    public byte[] Sign(byte[] data) => key.SignData(data, Curves.HashOf(Algorithm), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public CertificateRequest NewRequest(X500DistinguishedName subject) => new(subject, key, Curves.HashOf(Algorithm));
}
