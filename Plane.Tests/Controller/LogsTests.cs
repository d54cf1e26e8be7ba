using System.Net;
using System.Text.Json;
using NATS.Client.JetStream;
using NATS.Net;
using Peers;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Controller.Api.Logs;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Backends;
using Plane.State.Buckets;

namespace Plane.Tests.Controller;

/// <summary><c>GET /ctrl/b/{backend}/logs</c>.</summary>
public sealed class LogsTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [PeerFact]
    public async Task What_was_written_comes_as_one_object_a_line_all_of_it_or_the_last_or_the_latest()
    {
        var (_, id) = await SpawnAsync("written");
        await SayAsync(id, "one");
        await SayAsync(id, "two");
        var third = await SayAsync(id, "three");

        using var all = await plane.Http.GetAsync($"/ctrl/b/{id}/logs");
        var lines = LinesOf(await all.Content.ReadAsStringAsync());
        var time = lines[2].GetProperty("time").GetInt64();

        Assert.Equal("application/x-ndjson", all.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["one", "two", "three"], lines.Select(static line => line.GetProperty("text").GetString()!));
        Assert.Equal("Stdout", lines[0].GetProperty("kind").GetString());
        Assert.Equal(["two", "three"], await TextsAsync($"/ctrl/b/{id}/logs?tail=2"));
        Assert.Equal("three", (await TextsAsync($"/ctrl/b/{id}/logs?since={time}"))[^1]);
        Assert.Empty(await TextsAsync($"/ctrl/b/{id}/logs?since={time + 1}"));
        Assert.Empty(await TextsAsync($"/ctrl/b/{id}/logs?since=2999-01-01T00:00:00Z"));
        Assert.Equal(3, (await TextsAsync($"/ctrl/b/{id}/logs?since=2001-01-01T00:00:00%2B01:00")).Count);
        Assert.NotEqual(0UL, third);
    }

    [PeerFact]
    public async Task A_reader_that_follows_sees_history_then_what_comes_and_the_stream_ends_with_the_backend()
    {
        var (drone, id) = await SpawnAsync("followed");
        await SayAsync(id, "before");
        await using var stream = await EventStream.OpenAsync(plane.Http, $"/ctrl/b/{id}/logs", accept: "text/event-stream");
        var first = await stream.NextAsync();
        await stream.CommentAsync();
        await SayAsync(id, "after");
        var second = await stream.NextAsync();
        await SayAsync(id, "last");
        await drone.EndAsync(id);
        var rest = await stream.RestAsync();

        Assert.Equal(("text/event-stream", "before", "after"), (stream.ContentType, TextOf(first.Data), TextOf(second.Data)));
        Assert.Contains("\"last\"", rest, StringComparison.Ordinal);
        await using var again = await EventStream.OpenAsync(plane.Http, $"/ctrl/b/{id}/logs", first.Id, "text/event-stream");
        Assert.Equal("after", TextOf((await again.NextAsync()).Data));
        Assert.Equal("last", TextOf((await again.NextAsync()).Data));
    }

    [PeerFact]
    public async Task Lines_can_be_followed_too_and_no_line_is_told_twice_or_left_out()
    {
        const int Lines = 300;
        var (drone, id) = await SpawnAsync("busy");
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < Lines; i++)
            {
                await SayAsync(id, $"{i}");
            }

            await drone.EndAsync(id);
        });

        var texts = await TextsAsync($"/ctrl/b/{id}/logs?follow=true");
        await writing;

        Assert.Equal(Enumerable.Range(0, Lines).Select(static i => $"{i}"), texts);
    }

    [PeerFact]
    public async Task A_reader_that_falls_so_far_behind_that_lines_are_gone_is_told_and_not_fed_on()
    {
        var (_, id) = await SpawnAsync("slow");
        await using var signals = await LineSignals.ListenAsync(plane.Nats, id, CancellationToken.None);
        var records = (LiveView<BackendRecord>)plane.Services.GetService(typeof(LiveView<BackendRecord>))!;
        var feed = new LogFeed(id, (BackendLogs)plane.Services.GetService(typeof(BackendLogs))!, records, Limit, TimeProvider.System);
        await feed.HistoryAsync(new LogsQuery(null, null, 0, Events: true, Follow: true), CancellationToken.None);
        await using var lines = feed.FollowAsync(signals, signals.Count, CancellationToken.None).GetAsyncEnumerator();
        await SayAsync(id, "0");
        Assert.True(await lines.MoveNextAsync());
        for (var i = 1; i <= PlaneBuckets.LogLinesKept + 10; i++)
        {
            await SayAsync(id, $"{i}");
        }

        await Poll.UntilAsync(() => signals.Count > PlaneBuckets.LogLinesKept + 10, Limit, "every line to be signalled");
        var more = await lines.MoveNextAsync();

        Assert.True(feed.FellBehind);
        Assert.False(more && await lines.MoveNextAsync());
    }

    [PeerFact]
    public async Task Who_asks_wrongly_is_told_what_is_wrong()
    {
        var (_, id) = await SpawnAsync("asked");

        Assert.Equal(HttpStatusCode.NotFound, (await plane.GetAsync("/ctrl/b/nobody/logs")).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await plane.GetAsync($"/ctrl/c/other.test/b/{id}/logs")).Code);
        Assert.StartsWith("tail:", (await plane.GetAsync($"/ctrl/b/{id}/logs?tail=-1")).Message, StringComparison.Ordinal);
        Assert.StartsWith("since:", (await plane.GetAsync($"/ctrl/b/{id}/logs?since=yesterday")).Message, StringComparison.Ordinal);
        Assert.StartsWith("follow:", (await plane.GetAsync($"/ctrl/b/{id}/logs?follow=perhaps")).Message, StringComparison.Ordinal);
    }

    private static List<JsonElement> LinesOf(string body) => [.. body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonElement.Parse(line))];

    private static string TextOf(string json) => JsonElement.Parse(json).GetProperty("text").GetString()!;

    private async Task<List<string>> TextsAsync(string path) => [.. LinesOf(await plane.Http.GetStringAsync(path)).Select(static line => line.GetProperty("text").GetString()!)];

    private async Task<ulong> SayAsync(BackendId backend, string text)
    {
        var line = new BackendLogMessage(backend, BackendLogKind.Stdout, text);
        var stored = await plane.Nats.CreateJetStreamContext().PublishAsync(Subjects.Log(backend), line, RawJson<BackendLogMessage>.Of(NatsJson.Default.BackendLogMessage));
        stored.EnsureSuccess();
        return stored.Seq;
    }

    private async Task<(FakeDrone Drone, BackendId Backend)> SpawnAsync(string key)
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var id = BackendId.Parse((await plane.ConnectAsync(ControllerFixture.Body(cluster, key))).Backend);
        await plane.Records.WaitAsync(id.Value, static seen => seen?.Value.Status >= BackendStatus.Loading, Limit, CancellationToken.None);
        return (drone, id);
    }
}
