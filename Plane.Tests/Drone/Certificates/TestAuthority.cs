using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Plane.Tests.Drone.Certificates;

/// <summary>A certificate authority of a test's own: a root and one intermediate.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly TimeSpan Backdated = TimeSpan.FromDays(1);
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _issuer;

    public TestAuthority()
    {
        var from = TimeProvider.System.GetUtcNow() - Backdated;
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _root = Authority("CN=test root", rootKey).CreateSelfSigned(from, from.AddDays(3));
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issuer = Authority("CN=test issuer", issuerKey).Create(_root, from, from.AddDays(3), RandomNumberGenerator.GetBytes(8));
        _issuer = issuer.CopyWithPrivateKey(issuerKey);
    }

    public string Root => _root.ExportCertificatePem();

    public static X509ChainPolicy TrustOnly(string root)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(root);
        return policy;
    }

    /// <summary>The leaf and its issuer, as PEM.</summary>
    public string Issue(AsymmetricAlgorithm key, DateTimeOffset? from, DateTimeOffset? until, params string[] names)
    {
        var start = from ?? TimeProvider.System.GetUtcNow() - Backdated;
        var subject = new X500DistinguishedName("CN=" + names[0].TrimStart('*', '.'));
        var request = key is RSA rsa ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        var san = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            san.AddDnsName(name);
        }

        request.CertificateExtensions.Add(san.Build());
        using var issuerKey = _issuer.GetECDsaPrivateKey()!;
        using var leaf = request.Create(_issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey), start, until ?? start.AddDays(2), RandomNumberGenerator.GetBytes(8));
        return leaf.ExportCertificatePem() + "\n" + _issuer.ExportCertificatePem() + "\n";
    }

    /// <summary>A good certificate with its key in one text.</summary>
    public string Issue(params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem() + "\n" + Issue(key, null, null, names);
    }

    /// <summary>What a drone of that cluster is told, so that it serves with a certificate from a file in this folder.</summary>
    public async Task<Dictionary<string, string?>> SettingsAsync(string host, string directory)
    {
        var pem = Path.Combine(directory, "cert.pem");
        await File.WriteAllTextAsync(pem, Issue(host, "*." + host));
        return new Dictionary<string, string?>
        {
            ["StateDirectory"] = directory,
            ["Plane:Drone:Proxy:HttpsPort"] = "0",
            ["Plane:Drone:Certificates:Files:0:Cert"] = pem,
            ["Plane:Drone:Certificates:Files:0:Key"] = pem,
        };
    }

    public void Dispose()
    {
        _root.Dispose();
        _issuer.Dispose();
    }

    private static CertificateRequest Authority(string subject, ECDsa key)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }
}
