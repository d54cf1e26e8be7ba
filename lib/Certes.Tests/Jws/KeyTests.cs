using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Certes.Tests.Jws;

public sealed class KeyTests
{
    [Theory]
    [InlineData(KeyAlgorithm.ES256, "EC PRIVATE KEY")]
    [InlineData(KeyAlgorithm.ES384, "EC PRIVATE KEY")]
    [InlineData(KeyAlgorithm.ES512, "EC PRIVATE KEY")]
    [InlineData(KeyAlgorithm.RS256, "RSA PRIVATE KEY")]
    public void A_key_survives_both_of_its_forms(KeyAlgorithm algorithm, string label)
    {
        var key = KeyFactory.NewKey(algorithm);

        Assert.Contains($"BEGIN {label}-", key.ToPem(), StringComparison.Ordinal);
        foreach (var again in new[] { KeyFactory.FromPem(key.ToPem()), KeyFactory.FromDer(key.ToDer()), KeyFactory.FromPem(PemEncoding.WriteString("PRIVATE KEY", key.ToDer())) })
        {
            Assert.Equal(algorithm, again.Algorithm);
            Assert.Equal(key.Thumbprint(), again.Thumbprint());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void What_is_no_key_is_refused(string text) => Assert.Throws<AcmeException>(() => KeyFactory.FromPem(text));

    /// <summary>RFC 7638 §3.1: the thumbprint of the RSA key there, by its public half.</summary>
    [Fact]
    public void The_thumbprint_is_that_of_the_rfc()
    {
        const string Modulus = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

        var thumbprint = new Known(new Certes.Jws.RsaJsonWebKey("AQAB", Modulus)).Thumbprint();

        Assert.Equal("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", thumbprint);
    }

    [Fact]
    public void A_dns_value_is_the_digest_of_the_key_authorization()
    {
        var key = KeyFactory.NewKey(KeyAlgorithm.ES256);

        Assert.Equal($"token.{key.Thumbprint()}", key.KeyAuthorization("token"));
        Assert.Equal(43, key.DnsTxt("token").Length);
        Assert.NotEqual(key.DnsTxt("token"), key.DnsTxt("other"));
    }

    [Fact]
    public void A_tls_alpn_certificate_names_the_host_and_holds_the_digest()
    {
        var key = KeyFactory.NewKey(KeyAlgorithm.ES256);

        using var certificate = X509Certificate2.CreateFromPem(key.TlsAlpnCertificate("token", "a.example.com", KeyFactory.NewKey(KeyAlgorithm.RS256)));

        var identifier = certificate.Extensions.Single(static e => e.Oid!.Value == "1.3.6.1.5.5.7.1.31");
        Assert.True(identifier.Critical);
        Assert.Equal(34, identifier.RawData.Length);
        Assert.Equal(["a.example.com"], certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames());
    }

    private sealed class Known(Certes.Jws.JsonWebKey jsonWebKey) : IKey
    {
        public KeyAlgorithm Algorithm => KeyAlgorithm.RS256;

        public Certes.Jws.JsonWebKey JsonWebKey => jsonWebKey;

        public byte[] ToDer() => throw new NotSupportedException();

        public string ToPem() => throw new NotSupportedException();
    }
}
