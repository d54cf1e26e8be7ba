using System.Security.Cryptography;
using Plane.Drone.Certificates;

namespace Plane.Tests.Drone.Certificates;

public sealed class LoadedCertificateTests : IDisposable
{
    private const string Name = "plane.test";
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly TestAuthority _authority = new();

    public static TheoryData<string> Forms => ["PKCS#8 EC", "SEC1", "SEC1 with parameters", "PKCS#8 RSA", "PKCS#1"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_key_may_be_in_any_usual_form(string form)
    {
        using AsymmetricAlgorithm key = form.Contains("RSA", StringComparison.Ordinal) || form == "PKCS#1" ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = form switch
        {
            "SEC1" => ((ECDsa)key).ExportECPrivateKeyPem(),
            "SEC1 with parameters" => "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + ((ECDsa)key).ExportECPrivateKeyPem(),
            "PKCS#1" => ((RSA)key).ExportRSAPrivateKeyPem(),
            _ => key.ExportPkcs8PrivateKeyPem(),
        };

        var loaded = LoadedCertificate.Parse(_authority.Issue(key, null, null, Name, "*." + Name), pem, Now, staple: false);

        Assert.Equal([Name, "*." + Name], loaded.Names);
        Assert.Equal("test issuer", loaded.Issuer);
        Assert.Single(loaded.Options.ServerCertificateContext!.IntermediateCertificates);
    }

    [Fact]
    public void Certificate_and_key_may_be_one_text() => Assert.Equal([Name], Load(Name).Names);

    [Fact]
    public void What_cannot_be_used_is_refused_with_the_reason()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        var good = _authority.Issue(key, null, null, Name);
        var pem = key.ExportPkcs8PrivateKeyPem();
        (string Certificate, string Key, string Reason)[] cases =
        [
            (good, other.ExportPkcs8PrivateKeyPem(), "does not belong"),
            (good, rsa.ExportPkcs8PrivateKeyPem(), "does not belong"),
            (good, "", "PKCS#8, PKCS#1 or SEC1"),
            (good, key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10)), "encrypted"),
            ("", pem, "no certificate"),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", pem, "cannot be read"),
            (good[..(good.Length / 4)], pem, "no certificate"),
            (_authority.Issue(key, Now.AddHours(-10), Now.AddHours(-1), Name), pem, "ended at"),
            (_authority.Issue(key, Now.AddHours(1), Now.AddHours(2), Name), pem, "begins only"),
        ];

        foreach (var (certificate, keyPem, reason) in cases)
        {
            var fault = Assert.Throws<CertificateFault>(() => LoadedCertificate.Parse(certificate, keyPem, Now, staple: false));

            Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("plane.test", "apex")]
    [InlineData("PLANE.test", "apex")]
    [InlineData("a.plane.test", "below")]
    [InlineData("a.b.plane.test", "apex")]
    [InlineData("other.test", "other")]
    [InlineData("unknown.test", "apex")]
    [InlineData("", "apex")]
    [InlineData(null, "apex")]
    public void The_first_certificate_that_covers_the_name_is_chosen_and_the_first_of_all_where_none_does(string? name, string chosen)
    {
        var set = new CertificateSet([Load("plane.test"), Load("*.plane.test"), Load("other.test")]);

        Assert.Same(set.Certificates[chosen switch { "apex" => 0, "below" => 1, _ => 2 }], set.Choose(name));
    }

    [Fact]
    public void Of_nothing_nothing_is_chosen() => Assert.Null(CertificateSet.Empty.Choose("plane.test"));

    public void Dispose() => _authority.Dispose();

    private LoadedCertificate Load(string name)
    {
        var pem = _authority.Issue(name);
        return LoadedCertificate.Parse(pem, pem, Now, staple: false);
    }
}
