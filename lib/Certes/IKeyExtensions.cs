using System.Buffers.Text;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Certes.Crypto;
using Certes.Jws;

namespace Certes;

public static class IKeyExtensions
{
    private const string AcmeIdentifier = "1.3.6.1.5.5.7.1.31";

    /// <summary>Base64url of the SHA-256 of the public key's canonical form (RFC 7638).</summary>
    public static string Thumbprint(this IKey key) => Base64Url.EncodeToString(SHA256.HashData(JwsJson.ToUtf8(key.JsonWebKey)));

    /// <summary>RFC 8555 §8.1.</summary>
    public static string KeyAuthorization(this IKey key, string token) => $"{token}.{key.Thumbprint()}";

    /// <summary>The TXT value of a dns-01 challenge (RFC 8555 §8.4).</summary>
    public static string DnsTxt(this IKey key, string token) => Base64Url.EncodeToString(Digest(key, token));

    /// <summary>The self-signed certificate of a tls-alpn-01 challenge, as PEM (RFC 8737 §3).</summary>
    public static string TlsAlpnCertificate(this IKey key, string token, string subjectName, IKey certificateKey)
    {
        var request = ((ICertificateKey)certificateKey).NewRequest(new X500DistinguishedName("CN=" + subjectName));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(subjectName);
        request.CertificateExtensions.Add(names.Build());
        var value = new AsnWriter(AsnEncodingRules.DER);
        value.WriteOctetString(Digest(key, token));
        request.CertificateExtensions.Add(new X509Extension(AcmeIdentifier, value.Encode(), critical: true));
        var from = TimeProvider.System.GetUtcNow().AddDays(-1);
        using var certificate = request.CreateSelfSigned(from, from.AddDays(8));
        return certificate.ExportCertificatePem();
    }

    private static byte[] Digest(IKey key, string token) => SHA256.HashData(Encoding.ASCII.GetBytes(key.KeyAuthorization(token)));
}
