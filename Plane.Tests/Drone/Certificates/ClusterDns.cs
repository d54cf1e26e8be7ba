using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Peers;
using Plane.Dns;
using Plane.Domain.Identity;
using Plane.Tests.Dns.Server;

namespace Plane.Tests.Drone.Certificates;

/// <summary>Plane's own DNS server as the authority for a cluster, on the state that the drones write.</summary>
internal sealed class ClusterDns : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ClusterDns(WebApplication app, IPEndPoint address)
    {
        _app = app;
        Address = address;
    }

    public IPEndPoint Address { get; }

    /// <summary>For drones and authorities that are told of the server before it runs.</summary>
    public static IPEndPoint NewAddress() => new(IPAddress.Loopback, FreePort.Tcp());

    /// <summary>Returns when it answers.</summary>
    public static async Task<ClusterDns> StartAsync(NatsServer nats, ClusterName cluster, IPEndPoint? address = null)
    {
        address ??= NewAddress();
        var app = DnsApp.Build([
            "--urls=http://127.0.0.1:0", $"--ConnectionStrings:nats={nats.Url}", "--Logging:LogLevel:Default=Warning",
            string.Create(CultureInfo.InvariantCulture, $"--Plane:Dns:Listen={address}"), $"--Plane:Dns:Clusters:0={cluster.Host}",
        ]);
        await app.StartAsync();
        return new ClusterDns(app, address);
    }

    /// <summary>What dig prints of a host name's IPv4 addresses, in the words of the table of wire cases.</summary>
    public Task<string> AskAsync(string host) => Dig.AskAsync(Address, [host, "A"]);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
