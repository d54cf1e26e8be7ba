using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Dns;
using Plane.State.Backends;

namespace Plane.Tests.Dns.Server;

public sealed class DnsServerTests(DnsFixture dns) : IClassFixture<DnsFixture>
{
    [PeerFact]
    public async Task Answers_come_from_the_address_that_was_asked()
    {
        foreach (var batch in new[] { 32, 0 })
        {
            var port = FreePort.Tcp();
            await dns.StartAsync([$"--Plane:Dns:UdpBatch={batch}"], listen: string.Create(CultureInfo.InvariantCulture, $"0.0.0.0:{port},[::]:{port}"));
            foreach (var address in batch > 0 ? (string[])["127.0.0.1", "127.0.0.2", "::1"] : ["127.0.0.1", "::1"])
            {
                // A connected socket takes answers from that address only.
                await UntilAsync(new IPEndPoint(IPAddress.Parse(address), port), "b1.plane.test", "NOERROR");
            }
        }
    }

    [PeerFact]
    public async Task A_port_that_is_taken_ends_the_program()
    {
        var exception = await Assert.ThrowsAnyAsync<SocketException>(() => dns.StartAsync([], listen: dns.Main.ToString()));

        Assert.Equal(SocketError.AddressAlreadyInUse, exception.SocketErrorCode);
    }

    [PeerFact]
    public async Task Answers_go_on_from_the_last_state_while_nats_is_away_and_health_says_so()
    {
        await using var nats = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });
        var app = await dns.StartAsync(["--Plane:Dns:Clusters:0=plane.test", "--Plane:Leases:Scale=0.1"], nats);
        var server = DnsFixture.Where(app);
        var backends = app.Services.GetRequiredService<BackendsStore>();
        await app.Services.GetRequiredService<Plane.State.Buckets.StoreSetup>().Done.WaitAsync(DnsFixture.Patience);
        await app.Services.GetRequiredService<Plane.State.Drones.DronesStore>().PutAsync(DnsBench.Proxy(DnsBench.Cluster, "d1", "192.0.2.1"), CancellationToken.None);
        await backends.CreateAsync(DnsBench.Backend(DnsBench.Cluster, "early", "d1"), CancellationToken.None);
        await UntilAsync(server, "early.plane.test", "NOERROR");
        await Poll.UntilAsync(async () => await HealthAsync(app) == "Healthy", DnsFixture.Patience, "health");

        await nats.KillAsync();

        await Poll.UntilAsync(async () => await HealthAsync(app) == "Degraded", DnsFixture.Patience, "health to be degraded");
        Assert.Equal(["192.0.2.1"], (await AskAsync(server, "early.plane.test")).Data);
        await nats.RestartAsync();
        await Poll.UntilAsync(async () => (await backends.CreateAsync(DnsBench.Backend(DnsBench.Cluster, "late", "d1"), CancellationToken.None)).IsStored, DnsFixture.Patience, "NATS to take a backend");
        await UntilAsync(server, "late.plane.test", "NOERROR");

        // The drone's entry has expired meanwhile, and nobody has written it again: its proxy is remembered.
        Assert.Equal(["192.0.2.1"], (await AskAsync(server, "early.plane.test")).Data);
    }

    [PeerFact]
    public async Task Before_nats_ever_answered_names_are_not_said_to_be_absent()
    {
        await using var nats = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });
        await nats.KillAsync();
        var app = await dns.StartAsync(["--Plane:Dns:Clusters:0=plane.test"], nats);

        Assert.Equal("SERVFAIL", (await AskAsync(DnsFixture.Where(app), "b1.plane.test")).Code);
        Assert.Equal("Unhealthy", await HealthAsync(app));
    }

    [PeerFact]
    public async Task Answers_are_counted_by_type_and_code()
    {
        var app = await dns.StartAsync(["--Plane:Dns:Clusters:0=plane.test"]);
        await UntilAsync(DnsFixture.Where(app), "b1.plane.test", "NOERROR");
        var counted = new List<(string Type, string Code, long Count)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Name: "plane.dns.answers" } && instrument.Meter.Scope == app.Services.GetRequiredService<IMeterFactory>())
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => counted.Add((Tag(tags, "type"), Tag(tags, "rcode"), count)));
        listener.Start();

        await UntilAsync(DnsFixture.Where(app), "nobody.plane.test", "NXDOMAIN");
        listener.RecordObservableInstruments();

        Assert.Contains(counted, static one => one is { Type: "A", Code: "NXDOMAIN", Count: >= 1 });
        Assert.Contains(counted, static one => one is { Type: "A", Code: "NOERROR", Count: >= 1 });
    }

    [Fact]
    public void All_that_is_wrong_in_the_options_is_told_at_once()
    {
        var options = new DnsOptions
        {
            Listen = "nowhere",
            Clusters = { "plane.test", "no_name" },
            TtlSeconds = 0,
            NameServers = { "ns1.plane.test" },
            Records = { "www.elsewhere.test A 192.0.2.1", "plane.test CNAME x.test" },
            Caa = { "issue x" },
            Wildcard = "all",
            CookieSecret = "short",
            UnlimitedNetworks = { "192.0.2.1/99" },
            Mailbox = "a@",
        };

        Assert.Equal(
            ["Listen is 'nowhere'", "Clusters has 'no_name'", "Caa has 'issue x'", "UnlimitedNetworks has '192.0.2.1/99'", "Mailbox has 'a@'", "Wildcard has 'all'", "CookieSecret has '…'",
                "NameServers has 'ns1.plane.test'", "Records has 'www.elsewhere.test A 192.0.2.1'", "Records has 'plane.test CNAME x.test'", "TtlSeconds is 0"],
            options.Faults().Select(static fault => fault["Plane:Dns:".Length..].Split([';', ','])[0]));
    }

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
            {
                return (string)tag.Value!;
            }
        }

        return "";
    }

    private static Task UntilAsync(IPEndPoint server, string name, string code) =>
        Poll.UntilAsync(async () => (await AskAsync(server, name)).Code == code, DnsFixture.Patience, $"{name} to be {code}");

    private static async Task<DnsReply> AskAsync(IPEndPoint server, string name)
    {
        using var client = new UdpClient(server.AddressFamily);
        client.Connect(server);
        await client.SendAsync(Wire.Query(name, 1));
        return DnsReply.Read((await client.ReceiveAsync().WaitAsync(DnsFixture.Patience)).Buffer);
    }

    private static async Task<string> HealthAsync(WebApplication app)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(app.Urls.First() + "/health"));
        return await response.Content.ReadAsStringAsync();
    }
}
