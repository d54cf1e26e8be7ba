using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Certes.Acme;

/// <summary>What an order comes to: the certificate, and those that vouch for it one after the other.</summary>
public class CertificateChain
{
    private readonly EncodedCertificate[] _all;

    /// <param name="certificateChain">PEM, the leaf first (RFC 8555 §9.1).</param>
    /// <exception cref="AcmeException">There is no certificate in it.</exception>
    public CertificateChain(string certificateChain)
    {
        _all = [.. Parse(certificateChain)];
        Certificate = _all.Length > 0 ? _all[0] : throw new AcmeException("The server sent a chain without a certificate.");
        Issuers = [.. _all.Skip(1)];
    }

    public IEncodable Certificate { get; }

    public IList<IEncodable> Issuers { get; }

    /// <summary>Whether the last certificate was issued by the authority of this common name.</summary>
    public bool MatchesPreferredChain(string preferredChain)
    {
        using var last = X509CertificateLoader.LoadCertificate(_all[^1].ToDer());
        return last.GetNameInfo(X509NameType.SimpleName, forIssuer: true) == preferredChain;
    }

    private static List<EncodedCertificate> Parse(string pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
            return [.. certificates.Select(static certificate => new EncodedCertificate(certificate.RawData))];
        }
        catch (CryptographicException exception)
        {
            throw new AcmeException("The server sent a chain that cannot be read.", exception);
        }
        finally
        {
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }

    private sealed class EncodedCertificate(byte[] der) : IEncodable
    {
        public byte[] ToDer() => [.. der];

        public string ToPem() => PemEncoding.WriteString("CERTIFICATE", der);
    }
}
