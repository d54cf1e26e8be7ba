using System.Net;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Keys;

namespace Plane.Tests.Drone;

/// <summary>The straight path and its failures, on a real engine.</summary>
public sealed class SpawnTests
{
    private static readonly BackendSpec Serving = new() { Image = TestImage.Http.Name, PullPolicy = PullPolicy.Never };

    [DockerFact("nats-server")]
    public async Task A_spawned_backend_becomes_ready_answers_and_stops_when_idle()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync();

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving, new BackendLimits(MaxIdleSeconds: 1));
        var ready = await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        using var client = new HttpClient();
        var environment = await client.GetStringAsync($"http://{ready.Address}/cgi-bin/env");
        var held = await bench.Controller.EntryAsync(spawned);
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Contains($"SESSION_BACKEND_ID={spawned.Backend}", environment, StringComparison.Ordinal);
        Assert.Contains($"SESSION_BACKEND_FENCING_TOKEN={held!.FencingToken}", environment, StringComparison.Ordinal);
        Assert.Equal(KeyEntryState.Held, held.State);
        Assert.Equal((TerminationReason.Swept, TerminationKind.Soft, 0), (ended.Reason, ended.Kind, ended.ExitCode));
        Assert.False(await bench.HasContainerAsync(spawned));
        await bench.Controller.UntilFreeAsync(spawned);
    }
}
