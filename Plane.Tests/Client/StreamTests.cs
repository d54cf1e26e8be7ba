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

    private static string Event(string status, int time) => $"data: {{\"status\":\"{status}\",\"time\":{time}}}\nid: {status}\n\n";

    private static string Line(string text, int id) => $"data: {{\"time\":1,\"kind\":\"Stdout\",\"text\":\"{text}\"}}\nid: {id}\n\n";

    private static string? LastIdOf(string request) =>
        request.Split("\r\n").FirstOrDefault(static line => line.StartsWith("Last-Event-ID: ", StringComparison.Ordinal))?["Last-Event-ID: ".Length..];
}
