using System.Net.WebSockets;
using Peers;

namespace Plane.Tests.Controller.Interactive;

/// <summary>
/// Conversations from a table: dialect × what the client says, in which order, and how it goes away. Whatever it does there is exactly one final message
/// before the close, as long as anybody is there to hear it, and nothing of the call is left.
/// </summary>
public sealed class ConversationTests(InteractiveFixture plane) : IClassFixture<InteractiveFixture>
{
    private const string Cancelled = "!cancelled";
    private const string NoCall = "!the first message must be a call";
    private static readonly string?[] Dialects = [null, "pow-1"];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Steps: <c>call NAME [PARAMETER]</c>, <c>text …</c>, <c>cancel</c>, <c>close</c> (the signal), <c>bytes …</c> (a binary message), <c>hear</c> (wait for text), <c>bye</c> (a close frame), <c>wait</c> (say nothing).</summary>
    private static readonly (string Steps, string Lines, string Pow)[] Table =
    [
        ("call t-lines", "", "3"),
        ("call t-lines; cancel", "?", "?"),
        ("call t-fail", "!no luck", "!no luck"),
        ("call t-mute", "!unspecified error", "!unspecified error"),
        ("call t-break", "!internal error", "!internal error"),
        ("call t-store", "!NATS does not answer", "!NATS does not answer"),
        ("call nothing", "!unknown action call", "!unknown action call"),
        ("call t-hold a b", "!invalid number of parameters", "!invalid number of parameters"),
        ("wait", "!timeout reading the first message", "!timeout reading the first message"),
        ("text hello", "!text came before the call", "!text came before the call"),
        ("text hello; call t-lines", "!text came before the call", "!text came before the call"),
        ("bytes rubbish", NoCall, NoCall),
        ("bytes {\"call\":7}", NoCall, NoCall),
        ("bytes {\"call\":\"t-lines\",\"params\":[null]}", NoCall, NoCall),
        ("bytes {\"call\":\"t-lines\",\"call\":\"t-hold\"}", NoCall, NoCall),
        ("bytes [\"t-lines\"]", NoCall, NoCall),
        ("cancel; call t-lines", NoCall, NoCall),
        ("close; call t-lines", NoCall, NoCall),
        ("bytes {\"call\":\"t-lines\",\"more\":1}", "", "3"),
        ("bye", "!the connection was closed before the call", "!the connection was closed before the call"),

        ("call t-hold; cancel", Cancelled, Cancelled),
        ("call t-hold; hear; cancel", Cancelled, Cancelled),
        ("call t-hold; hear; cancel; cancel; cancel", Cancelled, Cancelled),
        ("call t-hold; text a; text b; cancel", Cancelled, Cancelled),
        ("call t-hold; hear; bye", Cancelled, Cancelled),
        ("call t-hold; bye", Cancelled, Cancelled),
        ("call t-hold; hear; bytes rubbish; cancel", Cancelled, Cancelled),
        ("call t-hold; hear; bytes {\"call\":\"t-lines\"}; cancel", Cancelled, Cancelled),
        ("call t-hold; hear; close; cancel", Cancelled, Cancelled),
        ("call t-flood 20000; cancel", "?", "?"),
        ("call t-flood 20000; hear; bye", "?", "?"),
        ("call t-deaf; hear; text a; cancel", Cancelled, Cancelled),
        ("call t-echo; text a; cancel; cancel", Cancelled, Cancelled),
        ("call t-echo; hear; bye", Cancelled, Cancelled),
    ];

    public static TheoryData<string?, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string?, string, string>();
            foreach (var (steps, lines, pow) in Table)
            {
                rows.Add(null, steps, lines);
                rows.Add("pow-1", steps, pow);
            }

            return rows;
        }
    }

    /// <summary>Moments at which a client is gone without a word.</summary>
    public static TheoryData<string?, string> Losses
    {
        get
        {
            var losses = new TheoryData<string?, string>();
            foreach (var dialect in Dialects)
            {
                foreach (var steps in new[] { "", "call t-hold", "call t-hold; hear", "call t-flood 1000000", "call t-flood 1000000; hear", "call t-echo; text a", "call t-deaf; hear; text a", "call t-hold; cancel", "call t-lines", "bytes rubbish" })
                {
                    losses.Add(dialect, steps);
                }
            }

            return losses;
        }
    }

    [PeerTheory]
    [MemberData(nameof(Rows))]
    public async Task Exactly_one_final_message_comes_before_the_close(string? dialect, string steps, string expected)
    {
        using var client = await plane.ConnectAsync(dialect);
        await SayAsync(client, steps);

        var end = await client.EndAsync();

        Assert.Equal((WebSocketCloseStatus.NormalClosure, ""), (end.Close, end.Reason ?? ""));
        AssertFinal(dialect, end, expected);
        await plane.NothingIsLeftAsync();
    }

    [PeerTheory]
    [MemberData(nameof(Losses))]
    public async Task A_lost_connection_leaves_nothing_behind(string? dialect, string steps)
    {
        using (var client = await plane.ConnectAsync(dialect))
        {
            await SayAsync(client, steps);
            client.Drop();
        }

        await plane.NothingIsLeftAsync();
    }

    [PeerFact]
    public async Task Rubbish_cancels_a_call_of_dialect_2_and_is_ignored_in_dialect_1()
    {
        foreach (var rubbish in new byte[][] { [], [0xFF, 0xFE], "{"u8.ToArray(), "7"u8.ToArray(), "{\"signal\":{}}"u8.ToArray(), new byte[100_000] })
        {
            using var pow = await plane.ConnectAsync("pow-1");
            await pow.CallAsync("t-hold");
            await pow.TextAsync();
            await pow.BinaryAsync(rubbish);
            AssertFinal("pow-1", await pow.EndAsync(), Cancelled);
            using var lines = await plane.ConnectAsync(null);
            await lines.CallAsync("t-echo");
            await lines.TextAsync();
            await lines.BinaryAsync(rubbish);
            await lines.TextAsync("still here");
            Assert.Equal("still here", await lines.TextAsync());
        }

        await plane.NothingIsLeftAsync();
    }

    [PeerFact]
    public async Task The_close_signal_ends_the_input_of_dialect_2_alone()
    {
        using var pow = await plane.ConnectAsync("pow-1");
        await pow.CallAsync("t-echo");
        await pow.TextAsync("raw\nte");
        await pow.TextAsync("xt");
        await pow.SignalAsync("close");
        await pow.TextAsync("too late");
        var end = await pow.EndAsync();
        using var lines = await plane.ConnectAsync(null);
        await lines.CallAsync("t-echo");
        await lines.SignalAsync("close");
        await lines.TextAsync("goes on");

        Assert.Equal(("ready\nraw\ntext", """{"status":"fulfilled"}"""), (end.Output, end.Final));
        Assert.Equal(["ready", "goes on"], [await lines.TextAsync(), await lines.TextAsync()]);
    }

    [PeerFact]
    public async Task Lines_are_messages_without_their_ends_and_raw_text_keeps_them()
    {
        using var lines = await plane.ConnectAsync(null);
        await lines.CallAsync("t-lines");
        var first = await lines.EndAsync();
        using var pow = await plane.ConnectAsync("pow-1");
        await pow.CallAsync("t-lines");
        var second = await pow.EndAsync();

        Assert.Equal(["one", "two", "three"], first.Texts);
        Assert.Equal("""{"success":true}""", first.Final);
        Assert.Equal("one\ntwo\nthree", second.Output);
        Assert.Equal("""{"status":"fulfilled","value":{"n":3}}""", second.Final);
    }

    [PeerFact]
    public async Task A_reader_that_stops_reading_slows_its_call_down_and_misses_nothing()
    {
        const int Lines = 500_000;
        const long Buffered = 24 * 1024 * 1024;
        using var client = await plane.ConnectAsync("pow-1");
        var before = plane.Flood.Lines;
        await client.CallAsync("t-flood", $"{Lines}");
        var first = await client.TextAsync();

        // Fifty megabytes would be made in no time. They are not: the call waits for its reader, behind what two kernels' buffers hold.
        await Poll.UntilAsync(plane.Flood.IsStillAsync, Limit, "the call to wait");
        Assert.InRange((plane.Flood.Lines - before) * Flood.LineLength, 1, Buffered);
        var rest = await client.EndAsync();

        Assert.Equal((long)Lines * Flood.LineLength, first.Length + rest.Output.Length);
        Assert.EndsWith(Flood.LineOf(Lines - 1) + "\n", rest.Texts[^1], StringComparison.Ordinal);
        Assert.Equal("""{"status":"fulfilled"}""", rest.Final);
        await plane.NothingIsLeftAsync();
    }

    [PeerFact]
    public async Task A_reader_that_stops_reading_and_cancels_ends_its_call_at_once_and_hears_of_it_later()
    {
        using var client = await plane.ConnectAsync("pow-1");
        await client.CallAsync("t-flood", "10000000");
        await client.TextAsync();
        await Poll.UntilAsync(plane.Flood.IsStillAsync, Limit, "the call to wait");
        await client.SignalAsync("cancel");
        await Poll.UntilAsync(() => plane.RunningOf("t-flood") == 0, Limit, "the call to end");

        AssertFinal("pow-1", await client.EndAsync(), Cancelled);
        await plane.NothingIsLeftAsync();
    }

    private static async Task SayAsync(CallClient client, string steps)
    {
        foreach (var step in steps.Split("; ", StringSplitOptions.RemoveEmptyEntries))
        {
            var (verb, rest) = (step.Split(' ')[0], step.Contains(' ', StringComparison.Ordinal) ? step[(step.IndexOf(' ', StringComparison.Ordinal) + 1)..] : "");
            await (verb switch
            {
                "call" => client.CallAsync(rest.Split(' ')[0], rest.Split(' ')[1..]),
                "text" => client.TextAsync(rest),
                "bytes" => client.BinaryAsync(System.Text.Encoding.UTF8.GetBytes(rest)),
                "hear" => client.TextAsync(),
                "bye" => client.CloseAsync(),
                "wait" => Task.CompletedTask,
                _ => client.SignalAsync(verb),
            });
        }
    }

    /// <param name="expected">With <c>!</c> a failure whose reason begins so; <c>?</c> for either; else the number in the value, or nothing.</param>
    private static void AssertFinal(string? dialect, CallEnd end, string expected)
    {
        var json = end.Json;
        var isDone = dialect is null ? json.GetProperty("success").GetBoolean() : json.GetProperty("status").GetString() == "fulfilled";
        var reason = isDone ? null : json.GetProperty(dialect is null ? "message" : "reason").GetString();
        switch (expected)
        {
            case ['!', .. var begin]:
                Assert.StartsWith(begin, reason, StringComparison.Ordinal);
                break;
            case "?":
                Assert.True(isDone || reason == "cancelled", end.Final);
                break;
            case "":
                Assert.True(isDone, end.Final);
                break;
            default:
                Assert.Equal(expected, json.GetProperty("value").GetProperty("n").ToString());
                break;
        }
    }
}
