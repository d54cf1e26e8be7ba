using System.Globalization;
using System.Text;
using System.Text.Json;
using NATS.Client.JetStream;
using NATS.Net;
using Peers;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Conduits;

namespace Plane.Tests.Controller.Interactive;

/// <summary><c>logs</c> of a backend whose container is gone before its reader has read all.</summary>
public sealed class LogsTailTests(InteractiveFixture plane) : IClassFixture<InteractiveFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [PeerTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Goes_on_with_the_lines_that_are_kept_where_the_drone_came_to(bool breaks)
    {
        var (drone, backend, client, conduit) = await BeginAsync();
        for (var i = 1; i <= 5; i++)
        {
            await KeepAsync(backend, i, goesOn: i == 4);
        }

        await SayAsync(conduit, "line 1\nline 2\n", 2);
        await EndAsync(drone, backend, conduit, breaks ? "the container is gone" : null);
        var end = await client.EndAsync();

        Assert.Equal("""{"status":"fulfilled"}""", end.Final);
        Assert.Equal("line 1\nline 2\nline 3\nline 4line 5\n", end.Output);
        client.Dispose();
        await plane.NothingIsLeftAsync();
    }

    [PeerFact]
    public async Task Says_so_where_lines_in_between_are_not_kept_any_more()
    {
        var (drone, backend, client, conduit) = await BeginAsync();
        await SayAsync(conduit, "line 1\n", 1);
        for (var i = 2; i <= PlaneBuckets.LogLinesKept + 3; i++)
        {
            await KeepAsync(backend, i, goesOn: false);
        }

        await EndAsync(drone, backend, conduit, null);
        var end = await client.EndAsync();

        Assert.StartsWith("lines may be missing before the last 500", end.Json.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(["line 1", .. Enumerable.Range(4, PlaneBuckets.LogLinesKept).Select(static i => $"line {i}")], end.Output.TrimEnd('\n').Split('\n'));
        client.Dispose();
        await plane.NothingIsLeftAsync();
    }

    /// <summary>A backend that is ready, and a client that follows its output.</summary>
    private async Task<(FakeDrone Drone, BackendId Backend, CallClient Client, Conduit Conduit)> BeginAsync()
    {
        var drone = await plane.Plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a");
        var backend = BackendId.Parse((await plane.Plane.ConnectAsync(ControllerFixture.Body(drone.Cluster))).Backend);
        await Poll.UntilAsync(() => drone.Running.TryGetValue(backend, out var known) && known.Revision > 0, Limit, "the drone to have accepted");
        var client = await plane.ConnectAsync("pow-1");
        await client.CallAsync("logs", backend.Value);

        // Before it starts, for then the controller asks.
        var opening = DroneEnd.NextAsync(plane.Plane.Nats, drone);
        await drone.SetStatusAsync(backend, static record => record with { Status = BackendStatus.Ready });
        return (drone, backend, client, await opening.WaitAsync(Limit));
    }

    private static async Task SayAsync(Conduit conduit, string text, int number)
    {
        await conduit.SendAsync(ConduitContent.Bytes, Encoding.UTF8.GetBytes(text), CancellationToken.None);
        await conduit.SendAsync(ConduitContent.Place, Encoding.UTF8.GetBytes(new OutputPosition(number, 0).ToString()), CancellationToken.None);
    }

    private async Task KeepAsync(BackendId backend, int number, bool goesOn)
    {
        var line = new BackendLogMessage(backend, BackendLogKind.Stdout, string.Create(CultureInfo.InvariantCulture, $"line {number}"));
        var stored = await plane.Plane.Nats.CreateJetStreamContext().PublishAsync(
            Subjects.Log(backend), line, RawJson<BackendLogMessage>.Of(NatsJson.Default.BackendLogMessage), headers: LinePlace.HeadersOf(new OutputPosition(number, 0), goesOn));
        stored.EnsureSuccess();
    }

    private static async Task EndAsync(FakeDrone drone, BackendId backend, Conduit conduit, string? fault)
    {
        await drone.EndAsync(backend);
        await conduit.SendAsync(ConduitContent.End, JsonSerializer.SerializeToUtf8Bytes(new AttachEnd(null, fault), StateJson.Default.AttachEnd), CancellationToken.None);
        await Task.WhenAny(conduit.Gone, conduit.Aborted).WaitAsync(Limit);
        await conduit.DisposeAsync();
    }
}
