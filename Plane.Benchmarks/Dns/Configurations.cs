using System.Globalization;
using System.Text;
using System.Text.Json;
using Peers;

namespace Plane.Benchmarks.Dns;

/// <summary>The same zone for each server, in its own words, with one worker.</summary>
internal sealed class Configurations(string directory)
{
    public const string Zone = "plane.test";
    public const int Names = 1000;

    public string Directory => directory;

    /// <summary>Queries for dnsperf: names that exist, in an order that is the same for all.</summary>
    public string QueriesThatExist => Write("exist.txt", Lines(static i => $"h{i}.{Zone} A"));

    public string QueriesThatDoNot => Write("absent.txt", Lines(static i => $"nobody{i}.{Zone} A"));

    public Task<NameServer> NsdAsync(CancellationToken token)
    {
        var port = FreePort.Tcp();
        var file = Write("nsd.conf", $$"""
            server:
              ip-address: 127.0.0.1@{{port}}
              server-count: 1
              username: ""
              chroot: ""
              zonesdir: "{{directory}}"
              database: ""
              pidfile: "{{directory}}/nsd.pid"
              xfrdfile: "{{directory}}/nsd.xfrd"
              zonelistfile: "{{directory}}/nsd.zones"
              xfrdir: "{{directory}}"
              rrl-ratelimit: 0
            remote-control:
              control-enable: no
            zone:
              name: {{Zone}}
              zonefile: {{ZoneFile()}}

            """);
        return NameServer.StartAsync("NSD", port, directory, Programs.Require("nsd"), ["-d", "-c", file], token);
    }

    public Task<NameServer> KnotAsync(CancellationToken token)
    {
        var port = FreePort.Tcp();
        var file = Write("knot.conf", $$"""
            server:
              rundir: "{{directory}}"
              listen: 127.0.0.1@{{port}}
              udp-workers: 1
              tcp-workers: 1
              background-workers: 1
            database:
              storage: "{{directory}}/knot"
            log:
              - target: stderr
                any: error
            zone:
              - domain: {{Zone}}
                file: "{{ZoneFile()}}"

            """);
        System.IO.Directory.CreateDirectory(Path.Combine(directory, "knot"));
        return NameServer.StartAsync("Knot", port, directory, Programs.Require("knotd"), ["-c", file], token);
    }

    public Task<NameServer> PowerDnsAsync(CancellationToken token)
    {
        var port = FreePort.Tcp();
        Write("named.conf", $$"""zone "{{Zone}}" { type master; file "{{ZoneFile()}}"; };""");
        Write("pdns.conf", $$"""
            launch=bind
            bind-config={{directory}}/named.conf
            local-address=127.0.0.1
            local-port={{port}}
            socket-dir={{directory}}
            receiver-threads=1
            distributor-threads=1
            cache-ttl=60
            query-cache-ttl=60
            guardian=no
            daemon=no
            loglevel=3
            setuid=
            setgid=

            """);
        return NameServer.StartAsync("PowerDNS", port, directory, Programs.Require("pdns_server"), [$"--config-dir={directory}"], token);
    }

    /// <param name="nats">URL of the state, which is empty: the zone's content is configured.</param>
    public Task<NameServer> PlaneAsync(string nats, CancellationToken token)
    {
        var port = FreePort.Tcp();
        var own = System.IO.Directory.CreateDirectory(Path.Combine(directory, "plane")).FullName;
        var settings = new
        {
            Urls = "http://127.0.0.1:0",
            ConnectionStrings = new { nats },
            Logging = new { LogLevel = new { Default = "Warning" } },
            Plane = new
            {
                Dns = new
                {
                    Listen = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"),
                    Clusters = new[] { Zone },
                    UdpSockets = 1,
                    Records = Enumerable.Range(0, Names).Select(static i => $"h{i}.{Zone} 300 A {AddressOf(i)}"),
                },
            },
        };
        File.WriteAllText(Path.Combine(own, "appsettings.json"), JsonSerializer.Serialize(settings));
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Plane.Dns", "release", "Plane.Dns"));
        return NameServer.StartAsync("Plane", port, own, program, [], token);
    }

    private string ZoneFile()
    {
        var zone = new StringBuilder($"$ORIGIN {Zone}.\n$TTL 300\n@ SOA ns hostmaster 1 3600 600 86400 5\n@ NS ns\nns A 192.0.2.53\n");
        for (var i = 0; i < Names; i++)
        {
            zone.Append(CultureInfo.InvariantCulture, $"h{i} A {AddressOf(i)}\n");
        }

        return Write("plane.test.zone", zone.ToString());
    }

    private static string AddressOf(int i) => string.Create(CultureInfo.InvariantCulture, $"192.0.{2 + (i / 250)}.{1 + (i % 250)}");

    private static string Lines(Func<int, string> line)
    {
        var order = Enumerable.Range(0, Names).ToArray();
        new Random(1).Shuffle(order);
        return string.Join('\n', order.Select(line)) + "\n";
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
