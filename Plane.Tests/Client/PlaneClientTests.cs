using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Client;
using Plane.Contracts.Drones;
using Plane.Contracts.Http;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Connection;
using Plane.Tests.Controller;

namespace Plane.Tests.Client;

/// <summary>The client against a real controller.</summary>
public sealed class PlaneClientTests(ControllerFixture plane) : IClassFixture<ControllerFixture>, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly PlaneClient _client = new(plane.Http.BaseAddress!);

    public void Dispose() => _client.Dispose();

    [PeerFact]
    public async Task A_connect_gives_the_backend_of_the_key_and_its_stream_ends_with_it()
    {
        var drone = await plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a");
        var request = RequestFor(drone.Cluster, "whole");
        var first = await _client.ConnectAsync(request);
        var second = await _client.ConnectAsync(request);
        var backend = await AcceptedAsync(drone, first.BackendId);
        var following = Task.Run(async () => await _client.FollowStatusAsync(first.BackendId).Select(static status => status.Status).ToListAsync());
        await drone.SetStatusAsync(backend, static record => record with { Status = BackendStatus.Ready });
        await _client.TerminateAsync(first.BackendId, TerminationKind.Hard);
        await drone.EndAsync(backend);

        Assert.Equal((true, false, first.BackendId), (first.Spawned, second.Spawned, second.BackendId));
        Assert.Equal([BackendStatus.Scheduled, BackendStatus.Loading, BackendStatus.Ready, BackendStatus.Terminated], await following.WaitAsync(Limit));
        await plane.Records.WaitAsync(first.BackendId, static seen => seen?.Value.Status == BackendStatus.Terminated, Limit, CancellationToken.None);
        Assert.Equal(BackendStatus.Terminated, (await _client.StatusAsync(first.BackendId)).Status);
    }

    [PeerFact]
    public async Task A_connect_under_the_same_idempotency_key_gives_the_same_backend()
    {
        var drone = await plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a");
        var request = RequestFor(drone.Cluster, null);
        var name = Guid.NewGuid().ToString();

        var (first, again, other) = (await _client.ConnectAsync(request, name), await _client.ConnectAsync(request, name), await _client.ConnectAsync(request));

        Assert.Equal(first.BackendId, again.BackendId);
        Assert.NotEqual(first.BackendId, other.BackendId);
    }

    [PeerFact]
    public async Task Lists_are_whole_over_pages_and_filtered()
    {
        var drone = await plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a");
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await _client.ConnectAsync(RequestFor(drone.Cluster, $"listed-{i}"))).BackendId);
            await AcceptedAsync(drone, ids[^1]);
        }

        await plane.Records.WaitAsync(ids[^1], static seen => seen?.Value.Status == BackendStatus.Loading, Limit, CancellationToken.None);
        var all = await _client.ListAsync(new BackendFilter { Cluster = drone.Cluster.Value, PageLength = 2 }).Select(static backend => backend.BackendId).ToListAsync();
        var one = await _client.ListAsync(new BackendFilter { Cluster = drone.Cluster.Value, Key = "listed-3", Status = BackendStatus.Loading }).ToListAsync();

        Assert.Equal(ids.AsEnumerable().Reverse(), all);
        Assert.Equal(ids[3], Assert.Single(one).BackendId);
    }

    [PeerFact]
    public async Task A_key_is_found_and_its_backend_ended_by_it()
    {
        var drone = await plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a");
        var connected = await _client.ConnectAsync(RequestFor(drone.Cluster, "found"));

        Assert.Equal(connected.BackendId, (await _client.FindKeyAsync("found", "tests"))!.BackendId);
        Assert.Equal(connected.BackendId, await _client.TerminateKeyAsync(new KeyTerminateRequest("found", "tests")));
        Assert.Null(await _client.FindKeyAsync("nobody"));
        Assert.Null(await _client.TerminateKeyAsync(new KeyTerminateRequest("nobody")));
    }

    [PeerFact]
    public async Task A_drone_is_drained_and_undrained_and_the_cluster_s_state_shows_it()
    {
        var drone = await plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a");
        var cluster = drone.Cluster.Value;

        Assert.Equal((true, false), (await _client.DrainAsync(cluster, "dr-a"), await _client.DrainAsync(cluster, "dr-a")));
        Assert.True((await _client.ClusterStateAsync(cluster)).Drones.Single().Draining);
        Assert.Equal((true, false), (await _client.UndrainAsync(cluster, "dr-a"), await _client.UndrainAsync(cluster, "dr-a")));
        Assert.Equal("dr-a", (await _client.ClusterStateAsync(cluster)).Proxies.Single().Name.Proxy);
    }

    [PeerFact]
    public async Task Output_is_read_and_followed_to_the_end_of_the_backend()
    {
        var drone = await plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a");
        var backend = await AcceptedAsync(drone, (await _client.ConnectAsync(RequestFor(drone.Cluster, "logged"))).BackendId);
        await SayAsync(backend, "one");
        await SayAsync(backend, "two");

        var last = await _client.LogsAsync(backend.Value, new LogFilter(Tail: 1)).Select(static line => line.Text).ToListAsync();
        await using var following = _client.FollowLogsAsync(backend.Value).GetAsyncEnumerator();
        var lines = new List<string>();
        await NextAsync();
        await NextAsync();
        await SayAsync(backend, "three");
        await NextAsync();
        await drone.EndAsync(backend);

        Assert.Equal(["two"], last);
        Assert.Equal(["one", "two", "three"], lines);
        Assert.False(await following.MoveNextAsync().AsTask().WaitAsync(Limit));

        async Task NextAsync()
        {
            Assert.True(await following.MoveNextAsync().AsTask().WaitAsync(Limit));
            lines.Add(following.Current.Text);
        }
    }

    [PeerFact]
    public async Task Measurements_come_until_the_backend_has_ended()
    {
        var drone = await plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a");
        drone.Measures = static id => new MetricsUpdate(id, 1, 2, 3, 4, 5, 6, 7, 8);
        var backend = await AcceptedAsync(drone, (await _client.ConnectAsync(RequestFor(drone.Cluster, "measured"))).BackendId);
        await using var following = _client.FollowMetricsAsync(backend.Value).GetAsyncEnumerator();

        Assert.True(await following.MoveNextAsync().AsTask().WaitAsync(Limit));
        Assert.Equal(new MetricsResponse(backend.Value, 1, 2, 3, 4, 5, 6, 7, 8), following.Current);
        await drone.EndAsync(backend);
        Assert.False(await following.MoveNextAsync().AsTask().WaitAsync(Limit));
    }

    [PeerFact]
    public async Task A_prefetch_list_is_replaced_and_read()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a", change: static word => word with { Prefetch = [new PrefetchState("plane/a", PrefetchPhase.Failed, "no route")] });
        var empty = await _client.PrefetchListAsync(cluster.Value);

        var put = await _client.ReplacePrefetchListAsync(
            cluster.Value, new PrefetchRequest { Images = [new PrefetchEntry { Image = "plane/a" }, new PrefetchEntry { Image = "plane/b", PullPolicy = PullPolicy.Always }] });

        Assert.Empty(empty.Images);
        Assert.Equal([new PrefetchedImage("plane/a", PullPolicy.IfNotPresent), new PrefetchedImage("plane/b", PullPolicy.Always)], put.Images.AsEnumerable());
        Assert.Equal(put.Images.AsEnumerable(), (await _client.PrefetchListAsync(cluster.Value)).Images);
        Assert.Equal(new PrefetchProgress("plane/a", "failed", "no route"), Assert.Single(Assert.Single(put.Drones).Images));
    }

    [PeerFact]
    public async Task Activity_status_and_health_are_read()
    {
        var drone = await plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a");
        var backend = await AcceptedAsync(drone, (await _client.ConnectAsync(RequestFor(drone.Cluster, "active"))).BackendId);
        drone.Sees = new ActivityView(0, [], 5, null, "no idle limit", null);
        await _client.PreventRenewalAsync(backend.Value);

        Assert.Equal("no idle limit", (await _client.ActivityAsync(backend.Value)).Why);
        Assert.Equal("ok", (await _client.ControllerStatusAsync()).Status);
        Assert.Equal("ok", (await _client.HealthAsync()).Status);
    }

    [PeerFact]
    public async Task A_revocation_stands_once_it_is_answered()
    {
        var drone = await plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a");
        var backend = (await _client.ConnectAsync(RequestFor(drone.Cluster, "revoked") with { User = "u-17" })).BackendId;

        await _client.RevokeAsync(new RevokeRequest(backend, "u-17"));

        var error = await Assert.ThrowsAsync<PlaneApiException>(() => _client.RevokeAsync(new RevokeRequest("NOT AN ID", "u-17")));
        Assert.Equal(HttpStatusCode.BadRequest, error.Status);
    }

    [PeerFact]
    public async Task A_refusal_is_told_with_kind_status_and_id()
    {
        var error = await Assert.ThrowsAsync<PlaneApiException>(() => _client.ConnectAsync(new ConnectRequest { Key = new KeyRequest("nobody") }));
        var unknown = await Assert.ThrowsAsync<PlaneApiException>(() => _client.StatusAsync("nobody"));

        Assert.Equal((HttpStatusCode.Conflict, ErrorKind.KeyUnheldNoSpawnConfig, 14), (error.Status, error.Kind, error.Id.Length));
        Assert.Equal((HttpStatusCode.NotFound, ErrorKind.NotFound), (unknown.Status, unknown.Kind));
    }

    private static ConnectRequest RequestFor(ClusterName cluster, string? key) => new()
    {
        Key = key is null ? null : new KeyRequest(key, "tests"),
        SpawnConfig = new SpawnConfig { Cluster = cluster.Value, Executable = new HttpExecutable { Image = "plane/test:1" } },
    };

    private static async Task<BackendId> AcceptedAsync(FakeDrone drone, string backend)
    {
        var id = BackendId.Parse(backend);
        await Poll.UntilAsync(() => drone.Running.TryGetValue(id, out var known) && known.Revision > 0, Limit, "the drone to have accepted");
        return id;
    }

    private async Task SayAsync(BackendId backend, string text)
    {
        var stream = plane.Services.GetRequiredService<JetStream>();
        var stored = await stream.Context.PublishAsync(Subjects.Log(backend), $$"""{"backend_id":"{{backend}}","kind":"Stdout","text":"{{text}}"}""");
        Assert.Null(stored.Error);
    }
}
