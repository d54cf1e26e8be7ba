using System.Globalization;
using Peers;
using Plane.Contracts.Records;
using Plane.Tests.Controller.Interactive;

namespace Plane.Tests.Scenarios;

/// <summary>A drone drained over the interactive API.</summary>
[Collection(ToolsCollection.Name)]
public sealed class DrainCallTests(Topology plane)
{
    private const string Drained = "dr-two";

    [DockerFact("nats-server")]
    public async Task A_drain_tells_what_is_left_until_none_is_and_nothing_new_comes_there_before_it_is_undone()
    {
        var image = await plane.Engine.EnsureAsync(TestImage.Http);
        await Poll.UntilAsync(
            async () =>
            {
                await plane.ConnectedAsync(null, image);
                return OnDrained().Count > 0;
            },
            Topology.Patience,
            "a backend on the drone");
        var leaving = OnDrained();
        using var client = await ConnectAsync(null);
        await client.CallAsync("drain", plane.Cluster.Value, Drained);
        try
        {
            Assert.Equal(leaving.Count, int.Parse(await client.TextAsync(), CultureInfo.InvariantCulture));
            await plane.UntilDroneAsync("two", static state => state == DroneState.Draining);
            for (var i = 0; i < 4; i++)
            {
                await plane.ConnectedAsync(null, image);
            }

            Assert.Equal(leaving.Order(), OnDrained().Order());
            foreach (var backend in leaving)
            {
                await plane.SoftTerminateAsync(backend);
            }

            var end = await client.EndAsync();
            Assert.Equal("""{"success":true}""", end.Final);

            // Two that end at once may be told as one step.
            int[] told = [.. end.Texts.Select(static text => int.Parse(text, CultureInfo.InvariantCulture))];
            Assert.Equal(told.Distinct().OrderDescending(), told);
            Assert.Equal(0, told[^1]);
            Assert.InRange(told[0], 0, leaving.Count - 1);
            await plane.UntilDroneAsync("two", static state => state == DroneState.Drained);
        }
        finally
        {
            using var undo = await ConnectAsync("pow-1");
            await undo.CallAsync("drain", plane.Cluster.Value, Drained, "undo");
            Assert.Equal("""{"status":"fulfilled"}""", (await undo.EndAsync()).Final);
        }

        await plane.UntilDroneAsync("two", static state => state == DroneState.Ready);
        await Poll.UntilAsync(
            async () =>
            {
                await plane.ConnectedAsync(null, image);
                return OnDrained().Count > 0;
            },
            Topology.Patience,
            "a backend on the drone again");
        foreach (var backend in plane.Living)
        {
            await plane.SoftTerminateAsync(backend.Backend.Value);
        }
    }

    private List<string> OnDrained() => [.. plane.Living.Where(static record => record.Drone.Value == Drained).Select(static record => record.Backend.Value)];

    private Task<CallClient> ConnectAsync(string? dialect) => CallClient.ConnectAsync(plane.CallSocket, dialect, InteractiveFixture.Token);
}
