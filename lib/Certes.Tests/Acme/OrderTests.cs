using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Certes.Acme;
using Certes.Acme.Resource;
using Peers;
using Xunit;

namespace Certes.Tests.Acme;

public sealed class OrderTests
{
    [PeerTheory("pebble", "pebble-challtestsrv")]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(90)]
    public async Task A_name_and_its_wildcard_come_in_one_certificate_however_many_nonces_are_refused(int nonceReject)
    {
        await using var server = await Server.StartAsync(new PebbleOptions { NonceReject = nonceReject });
        var name = NewName.Dns();
        var key = KeyFactory.NewKey(KeyAlgorithm.ES256);

        var order = await server.OrderAsync(await server.NewAccountAsync(), name, "*." + name);
        var chain = await Server.GenerateAsync(order, key);

        using var certificate = X509CertificateLoader.LoadCertificate(chain.Certificate.ToDer());
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames();
        Assert.Equal([name, "*." + name], names.OrderByDescending(static n => n.Length).Reverse());
        using var own = ECDsa.Create();
        own.ImportFromPem(key.ToPem());
        Assert.Equal(own.ExportSubjectPublicKeyInfo(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
        await AssertChainEndsAtRootAsync(server, chain);
    }

    [PeerTheory("pebble", "pebble-challtestsrv")]
    [InlineData(0, AuthorizationStatus.Pending, 4)] // told never to, pebble still does it one time in a hundred
    [InlineData(100, AuthorizationStatus.Valid, 1)]
    public async Task A_second_order_finds_the_authorization_or_not(int reuse, AuthorizationStatus found, int tries)
    {
        await using var server = await Server.StartAsync(new PebbleOptions { AuthorizationReuse = reuse });
        var (context, name) = (await server.NewAccountAsync(), NewName.Dns());
        await Server.GenerateAsync(await server.OrderAsync(context, name));

        List<AuthorizationStatus?> seen = [];
        while (seen.Count < tries && seen.LastOrDefault() != found)
        {
            var next = await context.NewOrder([name]);
            seen.Add((await (await next.Authorization(name)).Resource()).Status);
        }

        Assert.Equal(found, seen[^1]);
        Assert.NotNull(await Server.GenerateAsync(await server.OrderAsync(context, name)));
    }

    [PeerTheory("pebble", "pebble-challtestsrv")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task The_chain_is_as_long_as_the_server_makes_it(int length)
    {
        await using var server = await Server.StartAsync(new PebbleOptions { ChainLength = length });

        var chain = await Server.GenerateAsync(await server.OrderAsync(await server.NewAccountAsync(), NewName.Dns()));

        Assert.Equal(length, chain.Issuers.Count);
        await AssertChainEndsAtRootAsync(server, chain);
    }

    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task Of_several_chains_the_preferred_one_is_taken_and_the_first_where_there_is_none_of_that_name()
    {
        await using var server = await Server.StartAsync(new PebbleOptions { AlternateRoots = 2 });
        var order = await server.OrderAsync(await server.NewAccountAsync(), NewName.Dns());
        using var other = X509Certificate2.CreateFromPem(await server.Pebble.RootAsync(2));
        var wanted = other.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

        var first = await Server.GenerateAsync(order);
        var preferred = await order.Download(wanted);
        var unknown = await order.Download("Nobody's Root");

        Assert.False(first.MatchesPreferredChain(wanted));
        Assert.True(preferred.MatchesPreferredChain(wanted));
        Assert.Equal(first.Certificate.ToPem(), unknown.Certificate.ToPem());
        Assert.Equal(first.Issuers[^1].ToPem(), unknown.Issuers[^1].ToPem());
    }

    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task Keys_of_certificates_may_be_elliptic_or_rsa()
    {
        await using var server = await Server.StartAsync(new PebbleOptions { AlwaysValid = true });
        var context = await server.NewAccountAsync();
        (IKey Key, int Bits)[] keys =
        [
            (KeyFactory.NewKey(KeyAlgorithm.ES256), 256), (KeyFactory.NewKey(KeyAlgorithm.ES384), 384),
            (KeyFactory.NewKey(KeyAlgorithm.RS256), 2048), (KeyFactory.NewKey(KeyAlgorithm.RS256, 4096), 4096),
        ];

        foreach (var (key, bits) in keys)
        {
            var chain = await Server.GenerateAsync(await server.OrderAsync(context, NewName.Dns()), key);

            using var certificate = X509CertificateLoader.LoadCertificate(chain.Certificate.ToDer());
            Assert.Equal(bits, certificate.GetRSAPublicKey()?.KeySize ?? certificate.GetECDsaPublicKey()!.KeySize);
        }
    }

    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task A_request_that_was_made_elsewhere_is_taken_too()
    {
        await using var server = await Server.StartAsync(new PebbleOptions { AlwaysValid = true });
        var name = NewName.Dns();
        var order = await server.OrderAsync(await server.NewAccountAsync(), name);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());

        await order.Finalize(request.CreateSigningRequest());

        await Poll.UntilAsync(async () => (await order.Resource()).Status == OrderStatus.Valid, TimeSpan.FromSeconds(30), "the certificate");
        Assert.NotNull((await order.Download()).Certificate);
    }

    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task An_order_that_is_not_ready_cannot_be_finalized_or_downloaded()
    {
        await using var server = await Server.StartAsync();
        var order = await (await server.NewAccountAsync()).NewOrder([NewName.Dns()]);

        var refused = await Assert.ThrowsAsync<AcmeRequestException>(() => Server.GenerateAsync(order));
        var missing = await Assert.ThrowsAsync<AcmeException>(() => order.Download());

        Assert.Equal("urn:ietf:params:acme:error:orderNotReady", refused.Error.Type);
        Assert.Contains("Pending", missing.Message, StringComparison.Ordinal);
    }

    private static async Task AssertChainEndsAtRootAsync(Server server, CertificateChain certificates)
    {
        using var root = X509Certificate2.CreateFromPem(await server.Pebble.RootAsync());
        using var leaf = X509CertificateLoader.LoadCertificate(certificates.Certificate.ToDer());
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        foreach (var issuer in certificates.Issuers)
        {
            chain.ChainPolicy.ExtraStore.Add(X509CertificateLoader.LoadCertificate(issuer.ToDer()));
        }

        Assert.True(chain.Build(leaf), string.Join(", ", chain.ChainStatus.Select(static s => s.StatusInformation)));
    }
}
