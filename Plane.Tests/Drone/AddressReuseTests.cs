using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone.Proxy;
using Plane.Tests.Drone.Proxy;

namespace Plane.Tests.Drone;

/// <summary>An engine gives a container's address to the next one the moment it has ended, which its drone may hear of later.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class AddressReuseTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly BackendSpec Serving = new() { Image = TestImage.Http.Name, PullPolicy = PullPolicy.Never };

    [DockerFact("nats-server")]
    public async Task Whoever_gets_the_address_of_a_backend_that_died_gets_none_of_its_requests()
    {
        await using var link = new EngineLink();
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        var name = "plane-reuse-" + Entropy.System.Letters(8);
        await DockerAsync("network", "create", "--subnet", FreeSubnet(), name);
        try
        {
            var drone = await bench.StartDroneAsync($"--DOCKER_HOST={link.Address}", $"--Plane:Drone:Network={name}");
            var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving, hostRouting: true);
            var address = IPEndPoint.Parse((await bench.Controller.UntilAsync(spawned, BackendStatus.Ready)).Address!);
            var port = (await drone.Services.GetRequiredService<ProxyAddresses>().OpenAsync(default)).ProxyPort!.Value;
            var ask = $"GET / HTTP/1.1\r\nHost: {spawned.Backend}.{HandController.Cluster}\r\nConnection: close\r\n\r\n";
            Assert.StartsWith("HTTP/1.1 200 ", await RawHttp.SendAsync(port, ask), StringComparison.Ordinal);

            // From here on the drone hears nothing of its engine.
            link.Freeze();
            await DockerAsync("kill", spawned.Container);
            await DockerAsync("run", "--detach", "--name", name, "--network", name, "--ip", address.Address.ToString(), TestImage.Http.Name);
            await Poll.UntilAsync(() => AnswersAsync(address), Patience, "the other container to answer");
            var answer = await RawHttp.SendAsync(port, ask);
            link.Thaw();

            Assert.Matches("^HTTP/1.1 (502|410) ", answer);
            await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
        }
        finally
        {
            await bench.Engine.RemoveContainersAsync(name);
            await ChildProcess.RunAsync(new ProcessStartInfo("docker", ["network", "rm", "--force", name]), Patience);
        }
    }

    /// <summary>Small, private, and other than that of any run beside this one.</summary>
    private static string FreeSubnet()
    {
        var number = RandomNumberGenerator.GetInt32(1 << 13);
        return string.Create(CultureInfo.InvariantCulture, $"10.{213 + (number >> 11)}.{(number >> 3) & 0xff}.{(number & 7) << 5}/27");
    }

    private static async Task<bool> AnswersAsync(IPEndPoint address)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            using var response = await client.GetAsync(new Uri($"http://{address}/"));
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task DockerAsync(params string[] arguments)
    {
        var (code, _, errors) = await ChildProcess.RunAsync(new ProcessStartInfo("docker", arguments), Patience);
        Assert.True(code == 0, errors);
    }
}
