using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>A new key for each certificate, and the request for its names. The subject is empty: a common name holds 64 characters, host names more.</summary>
internal static class NewKeyPair
{
    public static (string KeyPem, byte[] Csr) For(CertificateKeyType type, IReadOnlyList<string> names)
    {
        using AsymmetricAlgorithm key = type switch
        {
            CertificateKeyType.Rsa2048 => RSA.Create(2048),
            CertificateKeyType.Rsa4096 => RSA.Create(4096),
            _ => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        };
        var subject = new X500DistinguishedName("");
        var request = key is RSA rsa
            ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        return (key.ExportPkcs8PrivateKeyPem(), request.CreateSigningRequest());
    }
}
