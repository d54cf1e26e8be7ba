using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NATS.Client.Core;
using Peers;
using Plane.Controller;
using Plane.Dns;
using Plane.Drone;
using Plane.ServiceDefaults.Configuration;
using Plane.State.Buckets;

namespace Plane.Tests.Permissions;

/// <summary>Every program against servers that want to know who comes, and over TLS.</summary>
public sealed class ConnectionTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly PeerCertificates _certificates = new();
    private readonly string _state = Directory.CreateTempSubdirectory("plane-connection-").FullName;

    public static TheoryData<ProgramKind> Programs => [.. Enum.GetValues<ProgramKind>()];

    private string Ca => $"--Plane:Nats:CaFile={_certificates.CaFile}";

    private string[] Client => [$"--Plane:Nats:CertFile={_certificates.ClientCertFile}", $"--Plane:Nats:KeyFile={_certificates.ClientKeyFile}"];

    public void Dispose()
    {
        _certificates.Dispose();
        Directory.Delete(_state, recursive: true);
    }

    [PeerTheory("nats-server")]
    [MemberData(nameof(Programs))]
    public async Task A_program_signs_in_by_user_and_password_or_by_token(ProgramKind program)
    {
        await using var byPassword = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true, User = "plane", Password = "p@ss/w:rd" });
        await using var byToken = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true, Token = "t@ken" });

        await ServesAsync(program, byPassword.UrlWithCredentials);
        await ServesAsync(program, byToken.UrlWithCredentials);
        await IsRefusedAsync(program, byToken.Url);
    }

    [PeerTheory("nats-server")]
    [MemberData(nameof(Programs))]
    public async Task A_program_trusts_the_authority_that_it_is_told_and_no_other(ProgramKind program)
    {
        await using var server = await StartAsync(verify: false);

        await ServesAsync(program, TlsUrl(server), Ca);
        await IsRefusedAsync(program, TlsUrl(server));
    }

    [PeerTheory("nats-server")]
    [MemberData(nameof(Programs))]
    public async Task A_program_shows_its_certificate_where_the_server_asks_for_one(ProgramKind program)
    {
        await using var server = await StartAsync(verify: true);

        await ServesAsync(program, TlsUrl(server), [Ca, .. Client]);
        await IsRefusedAsync(program, TlsUrl(server), Ca);
    }

    [PeerFact]
    public async Task An_authority_in_the_settings_makes_TLS_a_must()
    {
        await using var plain = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });

        await IsRefusedAsync(ProgramKind.Dns, plain.Url, Ca);
    }

    private static string TlsUrl(NatsServer server) => $"tls://127.0.0.1:{server.Port}";

    private Task<NatsServer> StartAsync(bool verify) => NatsServer.StartAsync(new NatsServerOptions
    {
        JetStream = true,
        Tls = new NatsServerTls(_certificates.ServerCertFile, _certificates.ServerKeyFile, _certificates.CaFile, verify),
    });

    private async Task ServesAsync(ProgramKind program, string url, params string[] settings)
    {
        await using var app = Build(program, url, settings);
        await app.StartAsync();
        await app.Services.GetRequiredService<StoreSetup>().Done.WaitAsync(Limit);
        await app.StopAsync();
    }

    private async Task IsRefusedAsync(ProgramKind program, string url, params string[] settings)
    {
        await using var app = Build(program, url, settings);
        await Assert.ThrowsAnyAsync<NatsException>(async () => await app.Services.GetRequiredService<INatsConnection>().ConnectAsync());
    }

    private WebApplication Build(ProgramKind program, string url, string[] settings)
    {
        string[] shared = [$"--ConnectionStrings:nats={url}", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", .. settings];
        return program switch
        {
            ProgramKind.Controller => ControllerApp.Build(shared),
            ProgramKind.Dns => DnsApp.Build([.. shared, $"--Plane:Dns:Listen=127.0.0.1:{FreePort.Tcp()}"]),
            _ => DroneApp.Build(
            [
                .. shared,
                "--Plane:Drone:Id=dr-1",
                "--Plane:Drone:Cluster=own.test:9090",
                "--Plane:Drone:Roles:0=proxy",
                $"--Plane:Drone:StateDirectory={_state}",
                "--Plane:Drone:PublicAddresses:0=127.0.0.1",
                "--Plane:Drone:Proxy:HttpAddress=127.0.0.1",
                $"--Plane:Drone:Proxy:HttpPort={FreePort.Tcp()}",
            ]),
        };
    }
}
