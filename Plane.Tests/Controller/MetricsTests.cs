using System.Net;
using System.Text.Json;
using Peers;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Tests.Controller;

/// <summary><c>GET /ctrl/b/{backend}/metrics</c>, with a drone that measures what it is told to.</summary>
public sealed class MetricsTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [PeerFact]
    public async Task What_was_measured_last_comes_first_then_each_measurement_until_the_end()
    {
        var (drone, id) = await SpawnAsync("measured");
        drone.Measures = static backend => Of(backend, 1);
        await using var stream = await EventStream.OpenAsync(plane.Http, $"/ctrl/b/{id}/metrics");
        var first = await stream.DataAsync();
        await plane.Nats.PublishAsync(Subjects.Metrics(drone.Cluster, id), Of(id, 2), serializer: RawJson<MetricsUpdate>.Of(StateJson.Default.MetricsUpdate));
        var second = await stream.DataAsync();
        await drone.EndAsync(id);
        var rest = await stream.RestAsync();

        Assert.Equal("text/event-stream", stream.ContentType);
        Assert.Equal($$"""{"backend_id":"{{id}}","mem_used":1,"mem_total":20,"mem_active":30,"mem_inactive":40,"mem_unevictable":50,"mem_limit":60,"cpu_used":70,"sys_cpu":80}""", first);
        Assert.Equal(2, JsonElement.Parse(second).GetProperty("mem_used").GetInt32());
        Assert.DoesNotContain("data:", rest, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task Nothing_measured_yet_is_an_open_stream_that_says_so()
    {
        var (drone, id) = await SpawnAsync("unmeasured");
        drone.Measures = static _ => null;
        await using var stream = await EventStream.OpenAsync(plane.Http, $"/ctrl/c/{drone.Cluster}/b/{id}/metrics");
        await stream.CommentAsync(": nothing was measured");
        await plane.Nats.PublishAsync(Subjects.Metrics(drone.Cluster, id), Of(id, 3), serializer: RawJson<MetricsUpdate>.Of(StateJson.Default.MetricsUpdate));

        Assert.Contains("\"mem_used\":3", await stream.DataAsync(), StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task A_silent_drone_one_without_the_backend_an_ended_and_an_unknown_backend_are_told_apart()
    {
        var (drone, id) = await SpawnAsync("silent");
        var silent = await plane.GetAsync($"/ctrl/b/{id}/metrics");
        var known = drone.Running[id];
        drone.Measures = static backend => Of(backend, 1);
        drone.Running.Clear();
        var between = await plane.GetAsync($"/ctrl/b/{id}/metrics");
        drone.Running[id] = known;
        await drone.EndAsync(id);
        await plane.Records.WaitAsync(id.Value, static seen => seen?.Value.Status == BackendStatus.Terminated, Limit, CancellationToken.None);
        var ended = await plane.GetAsync($"/ctrl/b/{id}/metrics");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "KeyHeldUnhealthy", "The backend's drone does not answer"), (silent.Code, silent.Kind, silent.Message));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, between.Code);
        Assert.Contains("taking it back", between.Message, StringComparison.Ordinal);
        Assert.NotNull(between.RetryAfter);
        Assert.Equal((HttpStatusCode.Gone, "Backend has ended"), (ended.Code, ended.Message));
        Assert.Equal(HttpStatusCode.NotFound, (await plane.GetAsync("/ctrl/b/nobody/metrics")).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await plane.GetAsync($"/ctrl/c/other.test/b/{id}/metrics")).Code);
    }

    private static MetricsUpdate Of(BackendId backend, ulong used) => new(backend, used, 20, 30, 40, 50, 60, 70, 80);

    private async Task<(FakeDrone Drone, BackendId Backend)> SpawnAsync(string key)
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var id = BackendId.Parse((await plane.ConnectAsync(ControllerFixture.Body(cluster, key))).Backend);
        await plane.Records.WaitAsync(id.Value, static seen => seen?.Value.Status >= BackendStatus.Loading, Limit, CancellationToken.None);
        return (drone, id);
    }
}
