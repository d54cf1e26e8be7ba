using NATS.Client.Core;
using Peers;
using Xunit;

namespace NATS.Net.Tests.Client.Core;

public sealed class TlsTests : IDisposable
{
    private readonly PeerCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [PeerFact]
    public async Task A_server_whose_authority_is_trusted_is_connected_to_by_TLS()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { Tls = Tls(verify: false) });
        await using var nats = new NatsConnection(new NatsOpts { Url = $"tls://127.0.0.1:{server.Port}", TlsOpts = new NatsTlsOpts { CaFile = _certificates.CaFile } });
        await using var sub = await nats.SubscribeCoreAsync<byte[]>("secret");
        var sent = new byte[200_000];
        new Random(2).NextBytes(sent);
        await nats.PublishAsync("secret", sent);
        Assert.Equal(sent, (await sub.Msgs.ReadAsync(Limit.Token())).Data);
    }

    [PeerFact]
    public async Task A_client_certificate_opens_a_server_that_asks_for_one()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { Tls = Tls(verify: true) });
        var trusting = new NatsTlsOpts { CaFile = _certificates.CaFile };
        await using var with = new NatsConnection(new NatsOpts
        {
            Url = server.Url,
            TlsOpts = trusting with { CertFile = _certificates.ClientCertFile, KeyFile = _certificates.ClientKeyFile },
        });
        await with.PingAsync(Limit.Token());
        await using var without = new NatsConnection(new NatsOpts { Url = server.Url, TlsOpts = trusting });
        await Assert.ThrowsAsync<NatsException>(async () => await without.ConnectAsync());
    }

    [PeerFact]
    public async Task An_unknown_authority_is_refused_unless_checks_are_off()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { Tls = Tls(verify: false) });
        await using var strict = new NatsConnection(new NatsOpts { Url = server.Url });
        var error = await Assert.ThrowsAsync<NatsException>(async () => await strict.ConnectAsync());
        Assert.Contains("TLS authentication failed", error.InnerException!.Message, StringComparison.Ordinal);
        await using var careless = new NatsConnection(new NatsOpts { Url = server.Url, TlsOpts = new NatsTlsOpts { InsecureSkipVerify = true } });
        await careless.PingAsync(Limit.Token());
    }

    [PeerFact]
    public async Task TLS_that_is_required_is_not_done_without()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url, TlsOpts = new NatsTlsOpts { Mode = TlsMode.Require } });
        var error = await Assert.ThrowsAsync<NatsException>(async () => await nats.ConnectAsync());
        Assert.Contains("does not offer it", error.InnerException!.Message, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task A_certificate_without_its_key_is_an_error()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url, TlsOpts = new NatsTlsOpts { CertFile = _certificates.ClientCertFile } });
        var error = await Assert.ThrowsAnyAsync<Exception>(async () => await nats.ConnectAsync());
        Assert.IsType<ArgumentException>(error.InnerException ?? error);
    }

    private NatsServerTls Tls(bool verify) => new(_certificates.ServerCertFile, _certificates.ServerKeyFile, _certificates.CaFile, verify);
}
