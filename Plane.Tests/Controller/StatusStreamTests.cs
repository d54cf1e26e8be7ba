using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Peers;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Tests.Controller;

/// <summary>Streams of statuses as clients of all kinds use them (HTTP API §1.11).</summary>
public sealed class StatusStreamTests(UnhurriedFixture plane) : IClassFixture<UnhurriedFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [PeerFact]
    public async Task A_client_that_cannot_set_headers_resumes_by_the_query_and_the_header_is_the_newer_word()
    {
        var (drone, id) = await SpawnAsync("polyfill");
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Starting });
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Waiting });
        await SeenAsync(id, BackendStatus.Waiting);
        var path = $"/pub/b/{id}/status-stream";

        Assert.Equal("starting", await FirstAsync(path + "?lastEventId=loading"));
        Assert.Equal("starting", await FirstAsync(path + "?last_event_id=loading"));
        Assert.Equal("waiting", await FirstAsync(path + "?lastEventId=loading", "starting"));
        Assert.Equal("scheduled", await FirstAsync(path + "?lastEventId=nonsense"));
    }

    [PeerFact]
    public async Task The_end_comes_with_reason_code_error_and_timings_and_its_lines_for_control_readers_only()
    {
        var (drone, id) = await SpawnAsync("ends");
        await using var pub = await EventStream.OpenAsync(plane.Http, $"/pub/b/{id}/status-stream", "loading");
        await using var ctrl = await EventStream.OpenAsync(plane.Http, $"/ctrl/b/{id}/status-stream", "loading");
        await using var also = await EventStream.OpenAsync(plane.Http, $"/ctrl/c/{drone.Cluster}/b/{id}/status-stream", "loading");
        await drone.SetStatusAsync(id, static record => record with
        {
            Status = BackendStatus.Terminated,
            LastStatus = BackendStatus.Waiting,
            Reason = TerminationReason.StartupTimeout,
            Kind = TerminationKind.Hard,
            ExitCode = 137,
            Failure = new BackendFailure(BackendStatus.Waiting, "No HTTP answer.", ["last words"]),
            Phases = new PhaseTimings(Placed: 1, Pulled: 2, Created: 3, Started: 4),
        });

        var told = await pub.NextAsync();
        var more = JsonElement.Parse((await ctrl.NextAsync()).Data);

        Assert.Equal("terminated", told.Id);
        var time = JsonElement.Parse(told.Data).GetProperty("time").GetInt64();
        Assert.Equal(
            $$$"""{"status":"terminated","termination_reason":"startuptimeout","termination_kind":"hard","exit_error":true,"time":{{{time}}},"exit_code":137,"error":"No HTTP answer.","phase":"waiting","phases":{"placed":1,"pulled":2,"created":3,"started":4}}""",
            told.Data);
        Assert.Equal("last words", more.GetProperty("log_lines")[0].GetString());
        Assert.Contains("last words", (await also.NextAsync()).Data, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task A_backend_of_another_cluster_than_the_path_s_is_not_found_and_an_unknown_one_is_waited_for()
    {
        var (drone, id) = await SpawnAsync("elsewhere");
        var elsewhere = ControllerFixture.NewCluster();

        foreach (var side in new[] { "pub", "ctrl" })
        {
            var refused = await plane.GetAsync($"/{side}/c/{elsewhere}/b/{id}/status-stream");
            Assert.Equal((HttpStatusCode.NotFound, "NotFound", "Backend does not exist"), (refused.Code, refused.Kind, refused.Message));
            Assert.Equal("scheduled", await FirstAsync($"/{side}/c/{drone.Cluster}/b/{id}/status-stream"));
            await using var empty = await EventStream.OpenAsync(plane.Http, $"/{side}/c/{elsewhere}/b/not-yet-{side}/status-stream");
            await empty.CommentAsync();
        }
    }

    [PeerFact]
    public async Task A_client_that_reads_nothing_is_let_go_of()
    {
        using var http = await plane.StartControllerAsync(("Plane:Controller:StreamWriteSeconds", "1"));
        var (_, id) = await SpawnAsync("mute");
        await Poll.UntilAsync(async () => (await http.GetAsync($"/ctrl/b/{id}/status")).IsSuccessStatusCode, Limit, "the other controller to know the backend");
        using var mute = new TcpClient { ReceiveBufferSize = 4096 };
        await mute.ConnectAsync(http.BaseAddress!.Host, http.BaseAddress.Port);
        await mute.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /ctrl/b/{id}/logs?follow=true HTTP/1.1\r\nHost: plane\r\n\r\n"));
        var text = new string('x', 64 * 1024);
        var line = $$"""{"backend_id":"{{id}}","kind":"Stdout","text":"{{text}}"}""";

        // More than the kernel and the server hold for one client, until the server has closed it: a poll of the other side says so.
        await Poll.UntilAsync(
            async () =>
            {
                for (var i = 0; i < 20; i++)
                {
                    await plane.Nats.PublishAsync(Subjects.Log(id), line);
                }

                await plane.Nats.PingAsync();
                return await IsClosedAsync(mute);
            },
            TimeSpan.FromSeconds(60),
            "the client to be let go of");
        await plane.StopControllerAsync(http);
    }

    /// <summary>Whether the server has given the connection up: what the kernel says of its side, without reading.</summary>
    private static async Task<bool> IsClosedAsync(TcpClient client)
    {
        var local = ((IPEndPoint)client.Client.LocalEndPoint!).Port.ToString("X4", System.Globalization.CultureInfo.InvariantCulture);
        var lines = await File.ReadAllLinesAsync("/proc/net/tcp");
        const string Established = "01";
        return !Array.Exists(lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, var remote, Established, ..] && remote.EndsWith(":" + local, StringComparison.Ordinal));
    }

    private async Task<string> FirstAsync(string path, string? lastEventId = null)
    {
        await using var stream = await EventStream.OpenAsync(plane.Http, path, lastEventId);
        return (await stream.NextAsync()).Id;
    }

    private async Task<(FakeDrone Drone, BackendId Backend)> SpawnAsync(string key)
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var id = BackendId.Parse((await plane.ConnectAsync(ControllerFixture.Body(cluster, key))).Backend);
        await SeenAsync(id, BackendStatus.Loading);
        return (drone, id);
    }

    private async Task SeenAsync(BackendId backend, BackendStatus status) =>
        await plane.Records.WaitAsync(backend.Value, seen => seen?.Value.Status >= status, Limit, CancellationToken.None);
}
