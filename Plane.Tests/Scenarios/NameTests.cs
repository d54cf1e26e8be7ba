using System.Net;
using System.Net.Sockets;
using Peers;
using Plane.Tests.Dns;

namespace Plane.Tests.Scenarios;

/// <summary>A session's own name, asked for over UDP.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class NameTests(Topology plane)
{
    private const int NoSuchName = 3;

    [DockerFact("nats-server")]
    public async Task A_backend_has_a_name_for_as_long_as_it_lives()
    {
        var connected = await plane.ConnectedAsync(null, await plane.Engine.EnsureAsync(TestImage.Http));
        await plane.UntilStatusAsync(connected.Backend, "ready");
        await UntilAsync(connected.Backend, static answer => Wire.Rcode(answer) == 0 && Wire.Answers(answer) == 1 && new IPAddress(answer.AsSpan()[^4..]).Equals(IPAddress.Loopback), "an address");

        await plane.SoftTerminateAsync(connected.Backend);

        await UntilAsync(connected.Backend, static answer => Wire.Rcode(answer) == NoSuchName, "the name to be gone");
    }

    private Task UntilAsync(string backend, Func<byte[], bool> condition, string what) => Poll.UntilAsync(
        async () => condition(await AskAsync($"{backend}.{plane.Cluster.Host}")), Topology.Patience, what);

    private async Task<byte[]> AskAsync(string name)
    {
        using var client = new UdpClient();
        client.Connect(plane.DnsServer);
        await client.SendAsync(Wire.Query(name, type: 1));
        return (await client.ReceiveAsync().WaitAsync(Topology.Patience)).Buffer;
    }
}
