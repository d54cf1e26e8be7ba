using Certes.Acme.Resource;
using Peers;
using Xunit;

namespace Certes.Tests.Acme;

public sealed class AccountTests
{
    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task The_key_alone_finds_its_account_again()
    {
        await using var server = await Server.StartAsync();
        var first = await server.NewAccountAsync();
        var location = await first.Account().Location();

        var again = server.NewContext(KeyFactory.FromPem(first.AccountKey.ToPem()));

        Assert.Equal(location, await again.Account().Location());
        Assert.Equal(location, (await again.NewAccount("admin@example.com", true)).Location);
        Assert.Equal(["mailto:admin@example.com"], (await (await again.Account()).Resource()).Contact);
    }

    [PeerTheory("pebble", "pebble-challtestsrv")]
    [InlineData(KeyAlgorithm.ES256)]
    [InlineData(KeyAlgorithm.ES384)]
    [InlineData(KeyAlgorithm.ES512)]
    [InlineData(KeyAlgorithm.RS256)]
    public async Task Accounts_may_have_keys_of_every_kind(KeyAlgorithm algorithm)
    {
        await using var server = await Server.StartAsync();

        var context = await server.NewAccountAsync(KeyFactory.NewKey(algorithm));

        Assert.Equal(AccountStatus.Valid, (await (await context.Account()).Resource()).Status);
    }

    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task Where_an_external_account_is_asked_for_it_must_be_given_and_right()
    {
        await using var server = await Server.StartAsync(new PebbleOptions { RequireExternalAccount = true });

        var without = await Assert.ThrowsAsync<AcmeRequestException>(() => server.NewAccountAsync());
        var wrong = await Assert.ThrowsAsync<AcmeRequestException>(() => server.NewContext().NewAccount("a@example.com", true, Pebble.ExternalKeyId, "d3Jvbmcgd3Jvbmcgd3Jvbmcgd3Jvbmc"));
        var broken = await Assert.ThrowsAsync<AcmeException>(() => server.NewContext().NewAccount("a@example.com", true, Pebble.ExternalKeyId, "!"));
        var right = await server.NewContext().NewAccount("a@example.com", true, Pebble.ExternalKeyId, Pebble.ExternalKey);

        Assert.Equal("urn:ietf:params:acme:error:externalAccountRequired", without.Error.Type);
        Assert.Equal("urn:ietf:params:acme:error:unauthorized", wrong.Error.Type);
        Assert.Contains("base64url", broken.Message, StringComparison.Ordinal);
        Assert.Equal(AccountStatus.Valid, (await right.Resource()).Status);
    }

    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task An_account_gets_another_key_and_the_old_one_opens_nothing()
    {
        await using var server = await Server.StartAsync();
        var context = await server.NewAccountAsync();
        var (old, location) = (context.AccountKey, await context.Account().Location());

        await context.ChangeKey();

        Assert.NotEqual(old.Thumbprint(), context.AccountKey.Thumbprint());
        Assert.Equal(location, await server.NewContext(context.AccountKey).Account().Location());
        var refused = await Assert.ThrowsAsync<AcmeRequestException>(() => server.NewContext(old).Account());
        Assert.Equal("urn:ietf:params:acme:error:accountDoesNotExist", refused.Error.Type);
    }

    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task An_account_is_updated_and_given_up()
    {
        await using var server = await Server.StartAsync();
        var account = await (await server.NewAccountAsync()).Account();

        Assert.Equal(["mailto:b@example.com"], (await account.Update(["mailto:b@example.com"])).Contact);
        Assert.Equal(AccountStatus.Deactivated, (await account.Deactivate()).Status);
    }

    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task A_certificate_is_revoked_once()
    {
        await using var server = await Server.StartAsync(new PebbleOptions { AlwaysValid = true });
        var context = await server.NewAccountAsync();
        var key = KeyFactory.NewKey(KeyAlgorithm.ES256);
        var first = await Server.GenerateAsync(await server.OrderAsync(context, NewName.Dns()));
        var second = await Server.GenerateAsync(await server.OrderAsync(context, NewName.Dns()), key);

        await context.RevokeCertificate(first.Certificate.ToDer(), RevocationReason.Superseded);
        await server.NewContext().RevokeCertificate(second.Certificate.ToDer(), certificatePrivateKey: key);

        var again = await Assert.ThrowsAsync<AcmeRequestException>(() => context.RevokeCertificate(first.Certificate.ToDer()));
        Assert.Equal("urn:ietf:params:acme:error:alreadyRevoked", again.Error.Type);
    }

    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task The_terms_of_service_are_told_and_must_be_agreed_to()
    {
        await using var server = await Server.StartAsync();
        var context = server.NewContext();

        var refused = await Assert.ThrowsAsync<AcmeRequestException>(() => context.NewAccount("a@example.com"));

        Assert.NotNull(await context.TermsOfService());
        Assert.StartsWith("urn:ietf:params:acme:error:", refused.Error.Type, StringComparison.Ordinal);
        Assert.Contains(refused.Error.Type + ": " + refused.Error.Detail, refused.Message, StringComparison.Ordinal);
    }
}
