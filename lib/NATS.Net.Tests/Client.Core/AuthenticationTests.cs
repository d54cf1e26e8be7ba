using NATS.Client.Core;
using Peers;
using Xunit;

namespace NATS.Net.Tests.Client.Core;

public sealed class AuthenticationTests
{
    private const string Awkward = "p@ss:w/rd?#%20 ü";

    [PeerFact]
    public async Task A_percent_encoded_password_in_the_URL_is_decoded()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { User = "a@b", Password = Awkward });
        await using var nats = new NatsConnection(new NatsOpts { Url = server.UrlWithCredentials });
        await nats.PingAsync(Limit.Token());
    }

    [PeerFact]
    public async Task User_and_password_of_the_options_go_before_those_of_the_URL()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { User = "me", Password = "right" });
        await using var nats = new NatsConnection(new NatsOpts
        {
            Url = $"nats://me:wrong@127.0.0.1:{server.Port}",
            AuthOpts = new NatsAuthOpts { Username = "me", Password = "right" },
        });
        await nats.PingAsync(Limit.Token());
    }

    [PeerFact]
    public async Task A_token_signs_in_by_URL_by_options_and_by_callback()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { Token = "s3cret" });
        foreach (var opts in new[]
        {
            new NatsOpts { Url = server.UrlWithCredentials },
            new NatsOpts { Url = server.Url, AuthOpts = new NatsAuthOpts { Token = "s3cret" } },
            new NatsOpts { Url = server.Url, AuthOpts = new NatsAuthOpts { AuthCredCallback = (_, _) => new(NatsAuthCred.FromToken("s3cret")) } },
        })
        {
            await using var nats = new NatsConnection(opts);
            await nats.PingAsync(Limit.Token());
        }
    }

    [PeerFact]
    public async Task Wrong_credentials_are_an_authentication_error_that_does_not_show_them()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { User = "me", Password = "right" });
        await using var nats = new NatsConnection(new NatsOpts { Url = $"nats://me:wrong@127.0.0.1:{server.Port}" });
        var error = await Assert.ThrowsAsync<NatsException>(async () => await nats.ConnectAsync());
        Assert.StartsWith("can not start to connect nats server", error.Message, StringComparison.Ordinal);
        Assert.True(Assert.IsType<NatsServerException>(error.InnerException).IsAuthError);
        Assert.DoesNotContain("wrong", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(NatsConnectionState.Closed, nats.ConnectionState);
    }

    [PeerFact]
    public async Task The_same_authentication_error_twice_gives_a_connection_up()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { User = "me", Password = "right" });
        var password = "right";
        await using var nats = new NatsConnection(new NatsOpts
        {
            Url = server.Url,
            AuthOpts = new NatsAuthOpts { AuthCredCallback = (_, _) => new(NatsAuthCred.FromUserInfo("me", password)) },
            ReconnectWaitMin = TimeSpan.FromMilliseconds(20),
        });
        await nats.ConnectAsync();
        password = "wrong";
        await nats.ReconnectAsync();
        await Poll.UntilAsync(() => nats.ConnectionState == NatsConnectionState.Failed, Limit.Time, "the connection to be given up");
        await Assert.ThrowsAsync<NatsConnectionFailedException>(async () => await nats.PingAsync());
    }

    [PeerFact]
    public async Task A_forbidden_subject_is_reported_and_the_connection_stays()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions
        {
            Config = "authorization { users: [ { user: me, password: right, permissions: { publish: \"allowed.>\" } } ] }",
        });
        await using var nats = new NatsConnection(new NatsOpts { Url = $"nats://me:right@127.0.0.1:{server.Port}" });
        var events = new EventWaiter(nats);
        await nats.PublishAsync("forbidden", 1);
        var error = Assert.IsType<NatsServerErrorEventArgs>(await events.NextAsync("error"));
        Assert.Equal(NatsServerErrorKind.PermissionsViolation, error.Kind);
        await nats.PingAsync(Limit.Token());
    }

    [PeerFact]
    public async Task Credentials_files_say_that_they_need_the_package()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url, AuthOpts = new NatsAuthOpts { CredsFile = "user.creds" } });
        var error = await Assert.ThrowsAsync<NatsException>(async () => await nats.ConnectAsync());
        Assert.Contains("needs the NATS.Net package", error.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_WebSocket_URL_says_that_it_needs_the_package()
        => Assert.Contains("needs the NATS.Net package", Assert.Throws<NatsException>(() => new NatsConnection(new NatsOpts { Url = "ws://localhost" })).Message, StringComparison.Ordinal);
}
