using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Plane.Drone.Certificates;

/// <summary>A certificate with its key and issuers, checked and ready for handshakes. Immutable; connections keep the one they began with.</summary>
internal sealed class LoadedCertificate
{
    private LoadedCertificate(X509Certificate2 leaf, X509Certificate2Collection issuers, bool staple)
    {
        Names = NamesOf(leaf);
        NotBefore = leaf.NotBefore;
        NotAfter = leaf.NotAfter;
        Serial = leaf.SerialNumber;
        Issuer = leaf.GetNameInfo(X509NameType.SimpleName, forIssuer: true);
        Options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(leaf, issuers, offline: !staple),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            AllowRenegotiation = false,
        };
    }

    /// <summary>DNS names, lower case; <c>*.</c> stands for one label.</summary>
    public IReadOnlyList<string> Names { get; }

    public DateTimeOffset NotBefore { get; }

    public DateTimeOffset NotAfter { get; }

    public string Serial { get; }

    public string Issuer { get; }

    /// <summary>TLS 1.2 and later, HTTP/2 and HTTP/1.1. One instance for all handshakes, so that sessions are resumed.</summary>
    public SslServerAuthenticationOptions Options { get; }

    /// <param name="certificatePem">The leaf first, then its issuers.</param>
    /// <param name="keyPem">PKCS#8, PKCS#1 or SEC1, not encrypted. May be the same text.</param>
    /// <param name="staple">Let the platform fetch and staple OCSP answers.</param>
    /// <exception cref="CertificateFault">The two do not fit, or one of them cannot be used now.</exception>
    public static LoadedCertificate Parse(string certificatePem, string keyPem, DateTimeOffset now, bool staple)
    {
        var chain = CertificatesIn(certificatePem);
        var leaf = chain[0];
        if (leaf.NotAfter <= now)
        {
            throw new CertificateFault($"The certificate ended at {leaf.NotAfter.ToUniversalTime():u}.");
        }

        if (leaf.NotBefore > now)
        {
            throw new CertificateFault($"The certificate begins only at {leaf.NotBefore.ToUniversalTime():u}; is this machine's clock right?");
        }

        using var key = KeyIn(keyPem);
        chain.RemoveAt(0);
        return new LoadedCertificate(Join(leaf, key), chain, staple);
    }

    /// <summary>Whether a handshake for this name may be answered with it.</summary>
    public bool Covers(string host)
    {
        var below = host.IndexOf('.', StringComparison.Ordinal);
        foreach (var name in Names)
        {
            if (name.Equals(host, StringComparison.OrdinalIgnoreCase)
                || (name.StartsWith("*.", StringComparison.Ordinal) && below > 0 && name.AsSpan(1).Equals(host.AsSpan(below), StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    private static X509Certificate2Collection CertificatesIn(string pem)
    {
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(pem);
        }
        catch (CryptographicException exception)
        {
            throw new CertificateFault($"The certificate cannot be read: {exception.Message}", exception);
        }

        return chain.Count > 0 ? chain : throw new CertificateFault("There is no certificate: a PEM block 'CERTIFICATE' is expected.");
    }

    private static AsymmetricAlgorithm KeyIn(string pem)
    {
        var faults = new List<string>();
        foreach (var make in new Func<AsymmetricAlgorithm>[] { ECDsa.Create, RSA.Create })
        {
            var key = make();
            try
            {
                key.ImportFromPem(pem);
                return key;
            }
            catch (Exception exception) when (exception is CryptographicException or ArgumentException)
            {
                // Not of this kind; if of none, the fault below says both reasons.
                faults.Add(exception.Message);
                key.Dispose();
            }
        }

        throw pem.Contains("ENCRYPTED", StringComparison.Ordinal)
            ? new CertificateFault("The key is encrypted; an unencrypted one is expected, in a file that only Plane can read.")
            : new CertificateFault($"The key cannot be read; PKCS#8, PKCS#1 or SEC1 in PEM is expected ({string.Join("; ", faults.Distinct())})");
    }

    private static X509Certificate2 Join(X509Certificate2 leaf, AsymmetricAlgorithm key)
    {
        try
        {
            return key is RSA rsa ? leaf.CopyWithPrivateKey(rsa) : leaf.CopyWithPrivateKey((ECDsa)key);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new CertificateFault("The key does not belong to the certificate.", exception);
        }
    }

    private static string[] NamesOf(X509Certificate2 leaf)
    {
        var names = leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(static extension => extension.EnumerateDnsNames()).ToArray();
        return [.. (names.Length > 0 ? names : [leaf.GetNameInfo(X509NameType.DnsName, forIssuer: false)]).Select(static name => name.ToLowerInvariant())];
    }
}
