using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Net;
using Peers;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Tests.Scenarios;

/// <summary>What no other scenario needs a permission for. That nothing was refused is asserted here too, because only here it names the story.</summary>
[Collection(ToolsCollection.Name)]
public sealed class PermissionTests(Topology plane)
{
    private readonly TimeSpan _limit = Topology.Patience;

    [DockerFact("nats-server")]
    public async Task An_application_starts_follows_measures_and_ends_a_backend_over_NATS_alone()
    {
        await using var states = await plane.Nats.SubscribeCoreAsync("backend.*.status", serializer: RawJson<BackendStateMessage>.Of(NatsJson.Default.BackendStateMessage));
        await using var stats = await plane.Nats.SubscribeCoreAsync($"cluster.{plane.Cluster.SubjectToken}.backend.*.stats", serializer: RawJson<BackendStatsMessage>.Of(NatsJson.Default.BackendStatsMessage));
        var backend = await ScheduledAsync("over-nats");

        await UntilAsync(states, message => message.Backend == backend && message.State == BackendState.Ready);
        await UntilAsync(stats, message => message.BackendId == backend && message.MemUsed > 0);
        Assert.Equal("listening on 8080", await FirstLineAsync(backend));
        var fetched = await AskAsync(Subjects.Fetch(plane.Cluster), new { cluster = plane.Cluster.Value, @lock = "over-nats" });
        Assert.Null(await AskAsync(Subjects.Terminate(plane.Cluster, backend), new { cluster_id = plane.Cluster.Value, backend_id = backend.Value }));
        await UntilAsync(states, message => message.Backend == backend && message.State == BackendState.Terminated);

        Assert.Equal(backend.Value, fetched!["Scheduled"]!["backend_id"]!.GetValue<string>());
        Assert.Equal([BackendState.Loading, BackendState.Starting, BackendState.Ready, BackendState.Terminated], await HistoryAsync(backend));
        await NothingRefusedAsync();
    }

    [DockerFact("nats-server")]
    public async Task A_drain_over_NATS_reaches_the_drone_and_is_undone()
    {
        await DrainAsync("dr-two", drain: true);
        await plane.UntilDroneAsync("two", static state => state is DroneState.Draining or DroneState.Drained);
        var connected = await plane.ConnectedAsync(null, await plane.Engine.EnsureAsync(TestImage.Http));
        await DrainAsync("dr-two", drain: false);
        await plane.UntilDroneAsync("two", static state => state == DroneState.Ready);

        Assert.Equal("dr-one", connected["drone"]);
        await NothingRefusedAsync();
    }

    [DockerFact("nats-server")]
    public async Task Images_are_prefetched_and_an_operator_reads_logs_metrics_and_activity()
    {
        var image = await plane.Engine.EnsureAsync(TestImage.Http);
        using var put = await plane.Http.PutAsJsonAsync(plane.ControllerUrl($"/ctrl/c/{plane.Cluster}/prefetch"), new { images = new[] { new { image } } });
        var backend = (await plane.ConnectedAsync(null, image)).Backend;
        await plane.UntilStatusAsync(backend, "ready");
        await Poll.UntilAsync(async () => (await TextAsync($"/ctrl/c/{plane.Cluster}/prefetch")).Split("\"state\":\"present\"").Length == 3, _limit, "both drones to have the image");

        await Poll.UntilAsync(async () => (await TextAsync($"/ctrl/b/{backend}/logs")).Contains("listening on 8080", StringComparison.Ordinal), _limit, "its output");
        Assert.Contains("\"backend_id\"", await TextAsync($"/ctrl/b/{backend}/activity"), StringComparison.Ordinal);
        Assert.Contains("mem_used", await FirstLineAsync($"/ctrl/b/{backend}/metrics"), StringComparison.Ordinal);
        await plane.SoftTerminateAsync(backend);
        await plane.UntilStatusAsync(backend, "terminated");
        await NothingRefusedAsync();
    }

    [DockerFact("nats-server")]
    public async Task A_users_link_works_until_it_is_revoked_at_either_proxy()
    {
        var image = await plane.Engine.EnsureAsync(TestImage.Http);
        using var connect = await plane.Http.PostAsJsonAsync(plane.ControllerUrl("/ctrl/connect"), new { user = "u-17", spawn_config = new { executable = new { image, pull_policy = "Never" } } });
        var answer = await Controller.Answer.OfAsync(connect);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await CodeAsync("one", answer["url"]!), await CodeAsync("two", answer["url"]!)));

        using var revoke = await plane.Http.PostAsJsonAsync(plane.ControllerUrl("/ctrl/b/revoke"), new { backend_id = answer.Backend, user = "u-17" });

        Assert.Equal(HttpStatusCode.OK, revoke.StatusCode);
        foreach (var drone in new[] { "one", "two" })
        {
            await Poll.UntilAsync(() => IsGoneAsync(drone, answer["url"]!), _limit, "the link to be dead");
        }

        await plane.SoftTerminateAsync(answer.Backend);
        await NothingRefusedAsync();
    }

    private async Task<BackendId> ScheduledAsync(string @lock)
    {
        var image = await plane.Engine.EnsureAsync(TestImage.Http);
        var reply = await AskAsync(
            Subjects.Schedule(plane.Cluster),
            new { cluster = plane.Cluster.Value, max_idle_secs = 60, metadata = new { }, executable = new { image, env = new { }, pull_policy = "Never" }, @lock });
        return BackendId.Parse(reply!["Scheduled"]!["backend_id"]!.GetValue<string>());
    }

    private async Task<JsonNode?> AskAsync(string subject, object request)
    {
        var reply = await plane.Nats.RequestAsync(
            subject,
            JsonSerializer.SerializeToUtf8Bytes(request),
            requestSerializer: NatsRawSerializer<byte[]>.Default,
            replySerializer: NatsRawSerializer<byte[]>.Default,
            replyOpts: new NatsSubOpts { Timeout = _limit });
        return JsonNode.Parse(reply.Data!);
    }

    private async Task DrainAsync(string drone, bool drain) =>
        Assert.Null(await AskAsync(Subjects.Drain(plane.Cluster, DroneId.Parse(drone)), new { drone, cluster = plane.Cluster.Value, drain }));

    private async Task UntilAsync<T>(INatsSub<T> messages, Func<T, bool> isIt)
    {
        using var limit = new CancellationTokenSource(_limit, TimeProvider.System);
        while (!isIt((await messages.Msgs.ReadAsync(limit.Token)).Data!))
        {
            // Others' messages come on the same subject.
        }
    }

    private async Task<BackendState[]> HistoryAsync(BackendId backend)
    {
        var states = new List<BackendState>();
        await foreach (var message in ReadAsync(PlaneBuckets.StatusStream, Subjects.Status(backend), RawJson<BackendStateMessage>.Of(NatsJson.Default.BackendStateMessage)))
        {
            states.Add(message.State);
            if (message.State == BackendState.Terminated)
            {
                break;
            }
        }

        return [.. states];
    }

    private async Task<string?> FirstLineAsync(BackendId backend)
    {
        await foreach (var line in ReadAsync(PlaneBuckets.LogStream, Subjects.Log(backend), RawJson<BackendLogMessage>.Of(NatsJson.Default.BackendLogMessage)))
        {
            return line.Text;
        }

        return null;
    }

    private async IAsyncEnumerable<T> ReadAsync<T>(string stream, string subject, INatsDeserialize<T> serializer)
    {
        using var limit = new CancellationTokenSource(_limit, TimeProvider.System);
        var consumer = await plane.Nats.CreateJetStreamContext().CreateOrderedConsumerAsync(stream, new NatsJSOrderedConsumerOpts { FilterSubjects = [subject] }, limit.Token);
        await foreach (var message in consumer.ConsumeAsync(serializer, cancellationToken: limit.Token))
        {
            yield return message.Data!;
        }
    }

    private Task<string> TextAsync(string path) => plane.Http.GetStringAsync(plane.ControllerUrl(path));

    /// <summary>Of an answer that goes on.</summary>
    private async Task<string?> FirstLineAsync(string path)
    {
        using var limit = new CancellationTokenSource(_limit, TimeProvider.System);
        using var reader = new StreamReader(await plane.Http.GetStreamAsync(plane.ControllerUrl(path), limit.Token));
        return await reader.ReadLineAsync(limit.Token);
    }

    private async Task<bool> IsGoneAsync(string drone, string url)
    {
        try
        {
            return await CodeAsync(drone, url) == HttpStatusCode.Gone;
        }
        catch (HttpRequestException)
        {
            // The revocation closes what the user has open, this one too if it is on its way.
            return false;
        }
    }

    private async Task<HttpStatusCode> CodeAsync(string drone, string url)
    {
        using var response = await plane.Http.GetAsync(plane.Through(drone, url));
        return response.StatusCode;
    }

    private async Task NothingRefusedAsync() => Assert.Empty(await plane.Permitted.ViolationsAsync());
}
