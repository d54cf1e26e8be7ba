using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Peers;

/// <summary>NLnet Labs' resolver on loopback, which asks one server for some zones. Disposing kills it and deletes its directory.</summary>
public sealed class Unbound : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private readonly string _directory = Directory.CreateTempSubdirectory("plane-unbound-").FullName;
    private Process? _process;

    private Unbound(IPEndPoint endPoint) => EndPoint = endPoint;

    /// <summary>Where it answers, UDP and TCP.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Names are minimised (RFC 9156) and letters mixed (0x20); nothing is validated, and nothing but the zones is looked up.</summary>
    public static async Task<Unbound> StartAsync(IEnumerable<string> zones, IPEndPoint authority, CancellationToken cancellationToken = default)
    {
        var unbound = new Unbound(new IPEndPoint(IPAddress.Loopback, FreePort.Tcp()));
        try
        {
            await unbound.LaunchAsync(zones, authority, cancellationToken);
            return unbound;
        }
        catch (Exception)
        {
            await unbound.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private async Task LaunchAsync(IEnumerable<string> zones, IPEndPoint authority, CancellationToken cancellationToken)
    {
        var config = Path.Combine(_directory, "unbound.conf");
        await File.WriteAllTextAsync(config, Configuration(zones, authority), cancellationToken);
        var start = new ProcessStartInfo(Programs.Require("unbound")) { ArgumentList = { "-d", "-c", config } };
        _process = await ChildProcess.StartAsync(start);
        await Poll.UntilAsync(() => AnswersAsync(cancellationToken), StartLimit, "unbound to listen", cancellationToken);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (_process is not { HasExited: false })
        {
            throw new InvalidOperationException($"unbound ended at its start; its configuration is in {_directory}.");
        }

        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(EndPoint, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string Configuration(IEnumerable<string> zones, IPEndPoint authority)
    {
        var names = zones.ToList();
        return string.Create(CultureInfo.InvariantCulture, $$"""
            server:
              interface: 127.0.0.1
              port: {{EndPoint.Port}}
              directory: "{{_directory}}"
              chroot: ""
              username: ""
              pidfile: ""
              use-syslog: no
              logfile: "{{_directory}}/log"
              do-not-query-localhost: no
              module-config: "iterator"
              use-caps-for-id: yes
              qname-minimisation: yes
              local-zone: "test." nodefault
            remote-control:
              control-enable: no

            """) + string.Concat(names.Select(zone => string.Create(
                CultureInfo.InvariantCulture,
                $"stub-zone:\n  name: \"{zone}\"\n  stub-addr: {authority.Address}@{authority.Port}\n")));
    }
}
