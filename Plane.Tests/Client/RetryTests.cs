using System.Net;
using Plane.Client;
using Plane.Contracts.Http;
using static Plane.Tests.Client.FlakyServer;

namespace Plane.Tests.Client;

/// <summary>What is tried again, how often, and what is told in the end.</summary>
public sealed class RetryTests
{
    private const string Ok = """{"status":"ok"}""";
    private static readonly PlaneClientOptions Quick = new() { FirstPause = TimeSpan.FromMilliseconds(1) };
    private static readonly ConnectRequest Keyless = new() { SpawnConfig = new SpawnConfig { Executable = new HttpExecutable { Image = "a" } } };

    private static readonly string Connected =
        """{"backend_id":"b","spawned":true,"status":"ready","token":"t","url":"http://c/t/","subdomain":null,"secret_token":null,"status_url":"http://c/","drone":"d"}""";

    [Fact]
    public async Task A_read_is_repeated_when_nothing_answers_and_when_something_in_between_does()
    {
        await using var server = new FlakyServer(Turn.HangUp, Answer(502, "<html>", "text/html"), Answer(200, Ok));
        using var client = new PlaneClient(server.Address, Quick);

        Assert.Equal("ok", (await client.HealthAsync()).Status);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Retry_After_is_waited_for()
    {
        await using var server = new FlakyServer(Error(503, "DatabaseError", "Retry-After: 1\r\n"), Answer(200, Ok));
        using var client = new PlaneClient(server.Address, Quick);
        var asked = TimeProvider.System.GetTimestamp();

        await client.HealthAsync();

        Assert.True(TimeProvider.System.GetElapsedTime(asked) >= TimeSpan.FromMilliseconds(999), "it came back too early");
    }

    [Fact]
    public async Task A_long_Retry_After_is_told_instead_of_waited_for()
    {
        await using var server = new FlakyServer(Error(503, "KeyHeldUnhealthy", "Retry-After: 40\r\n"));
        using var client = new PlaneClient(server.Address, Quick);

        var error = await Assert.ThrowsAsync<PlaneApiException>(() => client.ConnectAsync(Keyless));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, ErrorKind.KeyHeldUnhealthy, "abcdefghijklmn", "words", TimeSpan.FromSeconds(40)), (error.Status, error.Kind, error.Id, error.Message, error.RetryAfter));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Attempts_are_bounded_and_the_last_failure_is_told()
    {
        await using var server = new FlakyServer(Error(503, "DatabaseError"));
        using var client = new PlaneClient(server.Address, Quick with { Attempts = 3 });

        await Assert.ThrowsAsync<PlaneApiException>(() => client.HealthAsync());

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_connect_without_a_key_is_repeated_under_one_idempotency_key()
    {
        await using var server = new FlakyServer(Turn.HangUp, Answer(200, Connected));
        using var client = new PlaneClient(server.Address, Quick);

        await client.ConnectAsync(Keyless);
        await client.ConnectAsync(Keyless, "mine");
        await client.ConnectAsync(new ConnectRequest { Key = new KeyRequest("k") });

        var keys = server.Requests.Select(static request => request.Split("\r\n").FirstOrDefault(static line => line.StartsWith("Idempotency-Key: ", StringComparison.Ordinal))).ToList();
        Assert.NotNull(keys[0]);
        Assert.Equal([keys[0], keys[0], "Idempotency-Key: mine", null], keys);
    }

    [Fact]
    public async Task What_might_do_something_else_the_second_time_is_not_repeated()
    {
        await using var server = new FlakyServer(Turn.HangUp);
        using var client = new PlaneClient(server.Address, Quick);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.TerminateKeyAsync(new KeyTerminateRequest("k")));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.DrainAsync("c.test", "dr-a"));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.ReplacePrefetchListAsync("c.test", new PrefetchRequest { Images = [] }));
        Assert.Equal(3, server.Requests.Count);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.TerminateAsync("b"));
        Assert.Equal(3 + Quick.Attempts, server.Requests.Count);
    }

    [Fact]
    public async Task A_refusal_is_not_repeated_and_a_kind_of_a_later_version_is_other()
    {
        await using var server = new FlakyServer(Error(409, "KeyHeld"), Error(500, "SomethingNew"));
        using var client = new PlaneClient(server.Address, Quick);

        var first = await Assert.ThrowsAsync<PlaneApiException>(() => client.ConnectAsync(Keyless));
        var second = await Assert.ThrowsAsync<PlaneApiException>(() => client.ConnectAsync(Keyless));

        Assert.Equal((ErrorKind.KeyHeld, ErrorKind.Other, 2), (first.Kind, second.Kind, server.Requests.Count));
    }

    [Fact]
    public async Task An_answer_that_is_not_in_the_API_s_words_is_unexpected()
    {
        await using var server = new FlakyServer(Answer(401, "Unauthorized", "text/plain"), Answer(200, "<html>", "text/html"), Answer(200, "{}"));
        using var client = new PlaneClient(server.Address, Quick);

        var refused = await Assert.ThrowsAsync<UnexpectedAnswerException>(() => client.ControllerStatusAsync());

        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.StartsWith("Unexpected status 401 Unauthorized", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => client.ControllerStatusAsync());
        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => client.ConnectAsync(Keyless));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        await using var server = new FlakyServer(new Turn("", Stalls: true));
        using var client = new PlaneClient(server.Address, Quick with { Attempts = 1, AnswerLimit = TimeSpan.FromMilliseconds(200) });

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => client.HealthAsync());

        Assert.Equal("no answer within 0.2 s", error.Message);
    }

    [Fact]
    public async Task Cancelling_ends_a_pause_at_once()
    {
        await using var server = new FlakyServer(Error(503, "DatabaseError", "Retry-After: 9\r\n"));
        using var client = new PlaneClient(server.Address, Quick);
        using var stop = new CancellationTokenSource();
        var asking = client.HealthAsync(stop.Token);

        await Peers.Poll.UntilAsync(() => !server.Requests.IsEmpty, TimeSpan.FromSeconds(10), "the request");
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking).WaitAsync(TimeSpan.FromSeconds(5));
    }
}
