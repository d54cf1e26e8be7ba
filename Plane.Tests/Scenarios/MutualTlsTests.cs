using System.Net;
using Peers;

namespace Plane.Tests.Scenarios;

/// <summary>The whole product over TLS with client certificates, a user and permissions for each program, and a drone that dies and comes back.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class MutualTlsTests : IAsyncLifetime, IDisposable
{
    private readonly PeerCertificates _certificates = new();
    private readonly Topology _plane;

    public MutualTlsTests() => _plane = new Topology(1, _certificates);

    public Task InitializeAsync() => _plane.StartCoreAsync();

    public Task DisposeAsync() => _plane.DisposeAsync();

    public void Dispose() => _certificates.Dispose();

    [DockerFact("nats-server")]
    public async Task A_session_is_served_and_outlives_its_drones_death()
    {
        var image = await _plane.Engine.EnsureAsync(TestImage.Http);
        var drone = await _plane.StartDroneProcessAsync("two");
        await _plane.StartDroneAsync("one");
        var connected = await _plane.ConnectedAsync("over-tls", image);
        Assert.Equal(HttpStatusCode.OK, await CodeAsync("one", connected["url"]!));

        drone.Kill();
        await drone.WaitForExitAsync();
        await _plane.StartDroneProcessAsync("two");

        await Poll.UntilAsync(async () => await CodeAsync("one", connected["url"]!) == HttpStatusCode.OK, Topology.Patience, "the session to be served again");
        var again = await _plane.ConnectedAsync("over-tls", image);
        Assert.Equal((connected.Backend, false), (again.Backend, again.Spawned));
        await _plane.SoftTerminateAsync(connected.Backend);
        await _plane.UntilStatusAsync(connected.Backend, "terminated");
        Assert.Empty(await _plane.Permitted.ViolationsAsync());
    }

    private async Task<HttpStatusCode> CodeAsync(string drone, string url)
    {
        using var response = await _plane.Http.GetAsync(_plane.Through(drone, url));
        return response.StatusCode;
    }
}
