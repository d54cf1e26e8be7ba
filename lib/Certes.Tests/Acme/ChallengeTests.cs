using Certes.Acme.Resource;
using Peers;
using Xunit;

namespace Certes.Tests.Acme;

public sealed class ChallengeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task A_name_is_proven_over_http()
    {
        await using var server = await Server.StartAsync();
        var name = NewName.Dns();
        var authorization = (await (await (await server.NewAccountAsync()).NewOrder([name])).Authorizations()).Single();
        var challenge = await authorization.Http();

        await server.Challenges.SetHttpAsync(challenge.Token, challenge.KeyAuthz);

        await Server.ValidateAsync(authorization, challenge);
    }

    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task A_name_is_proven_over_tls_alpn()
    {
        await using var server = await Server.StartAsync();
        var name = NewName.Dns();
        var authorization = (await (await (await server.NewAccountAsync()).NewOrder([name])).Authorizations()).Single();
        var challenge = await authorization.TlsAlpn();

        await server.Challenges.SetTlsAlpnAsync(name, challenge.KeyAuthz);

        await Server.ValidateAsync(authorization, challenge);
    }

    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task A_wildcard_can_only_be_proven_over_dns()
    {
        await using var server = await Server.StartAsync();
        var authorization = (await (await (await server.NewAccountAsync()).NewOrder(["*." + NewName.Dns()])).Authorizations()).Single();

        Assert.True((await authorization.Resource()).Wildcard);
        Assert.NotNull(await authorization.Dns());
        Assert.Null(await authorization.Http());
    }

    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task A_challenge_that_fails_says_why()
    {
        await using var server = await Server.StartAsync();
        var name = NewName.Dns();
        var authorization = (await (await (await server.NewAccountAsync()).NewOrder([name])).Authorizations()).Single();
        var challenge = await authorization.Dns();
        await server.Challenges.SetTxtAsync($"_acme-challenge.{name}.", "wrong");

        await challenge.Validate();

        await Poll.UntilAsync(async () => (await authorization.Resource()).Status == AuthorizationStatus.Invalid, Limit, "the authorization to fail");
        var failed = await challenge.Resource();
        Assert.Equal(ChallengeStatus.Invalid, failed.Status);
        Assert.Equal("urn:ietf:params:acme:error:unauthorized", failed.Error.Type);
        Assert.NotEmpty(failed.Error.Detail);
    }

    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task An_authorization_can_be_given_up()
    {
        await using var server = await Server.StartAsync();
        var authorization = (await (await (await server.NewAccountAsync()).NewOrder([NewName.Dns()])).Authorizations()).Single();

        Assert.Equal(AuthorizationStatus.Deactivated, (await authorization.Deactivate()).Status);
    }
}
