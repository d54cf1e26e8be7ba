using System.Net;
using Plane.Client;
using Plane.Domain.Backends;
using static Plane.Tests.Client.FlakyServer;

namespace Plane.Tests.Client;

/// <summary>Streams over connections that break.</summary>
public sealed class StreamTests
{
    private static readonly PlaneClientOptions Options = new() { FirstPause = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public async Task Statuses_come_in_order_and_go_on_behind_the_last_whole_one()
    {
        await using var server = new FlakyServer(
            Events(Event("scheduled", 1) + Event("loading", 2) + "data: {\"status\":\"starting\",\"time\":3}\n"),
            Error(500),
            Events(Event("loading", 2) + Event("starting", 3) + ":\n\n" + Event("terminated", 4) + Event("terminated", 5)));
        using var client = new PlaneClient(server.Address, Options);

        var told = await client.FollowStatusAsync("b").Select(static status => (status.Status, status.Time)).ToListAsync();

        Assert.Equal([(BackendStatus.Scheduled, 1), (BackendStatus.Loading, 2), (BackendStatus.Starting, 3), (BackendStatus.Terminated, 4)], told);
        Assert.Equal([null, "loading", "loading"], server.Requests.Select(LastIdOf));
    }

    [Fact]
    public async Task A_stream_that_is_silent_for_too_long_is_taken_up_anew()
    {
        await using var server = new FlakyServer(Events(Event("loading", 2)) with { Stalls = true }, Events(Event("terminated", 4)));
        using var client = new PlaneClient(server.Address, Options with { SilenceLimit = TimeSpan.FromMilliseconds(300) });

        Assert.Equal(2, await client.FollowStatusAsync("b").CountAsync());
    }

    [Fact]
    public async Task A_status_that_is_known_is_not_told_again()
    {
        await using var server = new FlakyServer(Events(Event("loading", 2) + Event("ready", 3) + Event("terminated", 4)));
        using var client = new PlaneClient(server.Address, Options);

        var told = await client.FollowStatusAsync("b", BackendStatus.Loading).Select(static status => status.Status).ToListAsync();

        Assert.Equal([BackendStatus.Ready, BackendStatus.Terminated], told);
        Assert.Equal("loading", LastIdOf(server.Requests.Single()));
    }

    [Fact]
    public async Task Patience_with_a_stream_can_be_bounded()
    {
        await using var server = new FlakyServer(WholeEvents(":\n\n"));
        using var client = new PlaneClient(server.Address, Options with { StreamPatience = TimeSpan.FromMilliseconds(1) });

        var error = await Assert.ThrowsAsync<HttpRequestException>(async () => await client.FollowStatusAsync("b").CountAsync());

        Assert.StartsWith("the stream pub/b/b/status-stream could not be taken up for ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("(it ends each time)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_stream_is_not_tried_again()
    {
        await using var server = new FlakyServer(Error(400));
        using var client = new PlaneClient(server.Address, Options);

        await Assert.ThrowsAsync<PlaneApiException>(async () => await client.FollowStatusAsync("b").CountAsync());

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Output_goes_on_behind_the_last_line_and_ends_only_when_the_backend_has()
    {
        await using var server = new FlakyServer(
            Events(Line("one", 7) + "data: {\"time\":1,\"ki"),
            WholeEvents(Line("two", 8)),
            Answer(200, """{"status":"ready","time":1}"""),
            WholeEvents(Line("three", 9)),
            Answer(200, """{"status":"terminated","time":1}"""),
            WholeEvents(Line("four", 10)));
        using var client = new PlaneClient(server.Address, Options);

        var lines = await client.FollowLogsAsync("b", new LogFilter(Tail: 1)).Select(static line => line.Text).ToListAsync();

        Assert.Equal(["one", "two", "three", "four"], lines);
        Assert.Equal([null, "7", null, "8", null, "9"], server.Requests.Select(LastIdOf));
        Assert.Equal(1, server.Requests.Count(static request => request.Contains("tail=1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Measurements_begin_again_after_a_break_and_a_backend_that_ended_meanwhile_ends_them()
    {
        await using var server = new FlakyServer(
            Events(Measured(1) + Measured(2) + "data: {\"backend_id\":"),
            Error(503, "KeyHeldUnhealthy"),
            WholeEvents(": nothing was measured\n\n" + Measured(3)),
            Answer(200, """{"status":"ready","time":1}"""),
            Error(410, "NotFound"));
        using var client = new PlaneClient(server.Address, Options);

        var used = await client.FollowMetricsAsync("b").Select(static one => one.MemUsed).ToListAsync();

        Assert.Equal([1UL, 2, 3], used);
        Assert.Equal(5, server.Requests.Count);
        Assert.All(server.Requests, static request => Assert.Null(LastIdOf(request)));
    }

    [Fact]
    public async Task Measurements_of_a_backend_that_had_ended_are_refused_and_those_of_one_that_ends_just_end()
    {
        await using var server = new FlakyServer(Error(410, "NotFound"), WholeEvents(Measured(1)), Answer(200, """{"status":"terminated","time":1}"""));
        using var client = new PlaneClient(server.Address, Options);

        var refused = await Assert.ThrowsAsync<PlaneApiException>(async () => await client.FollowMetricsAsync("b").CountAsync());

        Assert.Equal(HttpStatusCode.Gone, refused.Status);
        Assert.Equal(1, await client.FollowMetricsAsync("b").CountAsync());
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_drone_that_is_silent_from_the_first_is_told_of_after_as_many_attempts_as_any_request_gets()
    {
        await using var server = new FlakyServer(Error(503, "KeyHeldUnhealthy"));
        using var client = new PlaneClient(server.Address, Options with { Attempts = 2 });

        var refused = await Assert.ThrowsAsync<PlaneApiException>(async () => await client.FollowMetricsAsync("b").CountAsync());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal(2, server.Requests.Count);
    }

    private static string Measured(int used) =>
        $"data: {{\"backend_id\":\"b\",\"mem_used\":{used},\"mem_total\":2,\"mem_active\":3,\"mem_inactive\":4,\"mem_unevictable\":5,\"mem_limit\":6,\"cpu_used\":7,\"sys_cpu\":8}}\n\n";

    private static string Event(string status, int time) => $"data: {{\"status\":\"{status}\",\"time\":{time}}}\nid: {status}\n\n";

    private static string Line(string text, int id) => $"data: {{\"time\":1,\"kind\":\"Stdout\",\"text\":\"{text}\"}}\nid: {id}\n\n";

    private static string? LastIdOf(string request) =>
        request.Split("\r\n").FirstOrDefault(static line => line.StartsWith("Last-Event-ID: ", StringComparison.Ordinal))?["Last-Event-ID: ".Length..];
}
