using System.Security.Cryptography.X509Certificates;

namespace Certes.Crypto;

/// <summary>What the library's own keys can do besides being shown.</summary>
internal interface ICertificateKey
{
    CertificateRequest NewRequest(X500DistinguishedName subject);

    /// <summary>RFC 7518 §3: for ES*, r and s one after the other.</summary>
    byte[] Sign(byte[] data);
}
