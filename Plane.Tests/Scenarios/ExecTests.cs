using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Peers;
using Plane.Tests.Controller.Interactive;

namespace Plane.Tests.Scenarios;

/// <summary>Programs run in containers on either drone, over the interactive API.</summary>
[Collection(ToolsCollection.Name)]
public sealed class ExecTests(Topology plane)
{
    /// <summary>Makes a hundred megabytes of lines that tell their place.</summary>
    private const string HundredMegabytes = "b=$(head -c 59990 /dev/zero | tr '\\0' x); i=0; while [ $i -lt 1700 ]; do echo \"$i $b\"; i=$((i+1)); done";

    [DockerFact("nats-server")]
    public async Task Output_errors_and_the_exit_code_come_back()
    {
        var backend = await ReadyAsync("exec-plain");
        var good = await RunAsync("pow-1", backend, "sh", "-c", "echo out; echo err >&2");
        var bad = await RunAsync("pow-1", backend, "sh", "-c", "exit 3");
        var lines = await RunAsync(null, backend, "sh", "-c", "echo one; printf two; exit 4");
        var none = await RunAsync("pow-1", backend, "no-such-program");

        Assert.Equal(["err", "out"], good.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
        Assert.Equal("""{"status":"fulfilled","value":0}""", good.Final);
        Assert.Equal("the program ended with exit code 3", bad.Json.GetProperty("reason").GetString());
        Assert.Equal(["one", "two"], lines.Texts);
        Assert.Equal("""{"success":false,"message":"the program ended with exit code 4"}""", lines.Final);
        Assert.Matches("exit code 12[67]", none.Final);
        Assert.Contains("no-such-program", none.Output, StringComparison.Ordinal);
        await NothingIsLeftAsync();
    }

    [DockerFact("nats-server")]
    public async Task Text_is_its_input_until_it_is_closed()
    {
        var backend = await ReadyAsync("exec-input");
        using var client = await ConnectAsync("pow-1");
        await client.CallAsync("exec", backend, "cat");
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"line {i} \u20ac\n"));
        foreach (var piece in text.Chunk(5000))
        {
            await client.TextAsync(new string(piece));
        }

        await client.SignalAsync("close");
        var end = await client.EndAsync();

        Assert.Equal(text, end.Output);
        Assert.Equal("""{"status":"fulfilled","value":0}""", end.Final);
        await NothingIsLeftAsync();
    }

    [DockerFact("nats-server")]
    public async Task A_hundred_megabytes_arrive_byte_for_byte()
    {
        var backend = await ReadyAsync("exec-much");
        using var client = await ConnectAsync("pow-1");
        await client.CallAsync("exec", backend, "sh", "-c", HundredMegabytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = 0L;
        CallFrame frame;
        while ((frame = await client.NextAsync()).Text is { } text)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            length += text.Length;
        }

        Assert.Equal("""{"status":"fulfilled","value":0}""", Encoding.UTF8.GetString(frame.Bytes!));
        using var expected = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var x = new string('x', 59990);
        var expectedLength = 0L;
        for (var i = 0; i < 1700; i++)
        {
            var line = Encoding.UTF8.GetBytes($"{i} {x}\n");
            expected.AppendData(line);
            expectedLength += line.Length;
        }

        Assert.Equal(expectedLength, length);
        Assert.True(length > 100_000_000);
        Assert.Equal(expected.GetHashAndReset(), hash.GetHashAndReset());
        Assert.True((await client.NextAsync()).IsClose);
        await NothingIsLeftAsync();
    }

    [DockerTheory("nats-server")]
    [InlineData("at once")]
    [InlineData("when it has begun")]
    [InlineData("when nobody reads its output")]
    [InlineData("when it takes no input")]
    [InlineData("by the loss of the connection")]
    public async Task Called_off_it_is_killed_with_all_that_it_started(string when)
    {
        var backend = await ReadyAsync("exec-cancel");
        var mark = $"1{RandomNumberGenerator.GetInt32(100_000_000, 999_999_999)}";
        using var client = await ConnectAsync("pow-1");
        var script = when == "when nobody reads its output" ? $"sleep {mark} & echo begun; while true; do echo much much more; done" : $"sleep {mark} & echo begun; sleep {mark}";
        await client.CallAsync("exec", backend, "sh", "-c", script);
        if (when != "at once")
        {
            await client.TextAsync();
            await Poll.UntilAsync(() => Processes.CountWith(mark) > 0, Topology.Patience, "its child to run");
        }

        for (var i = 0; when == "when it takes no input" && i < 8; i++)
        {
            await client.TextAsync(new string('i', 50_000));
        }

        if (when == "by the loss of the connection")
        {
            client.Drop();
        }
        else
        {
            await client.SignalAsync("cancel");
            Assert.Equal("""{"status":"rejected","reason":"cancelled"}""", (await client.EndAsync()).Final);
        }

        await Poll.UntilAsync(() => Processes.CountWith(mark) == 0, Topology.Patience, "all of it to be gone");
        await NothingIsLeftAsync();
    }

    [DockerFact("nats-server")]
    public async Task A_backend_that_ends_takes_its_programs_along()
    {
        var backend = await ReadyAsync("exec-ended");
        using var client = await ConnectAsync("pow-1");
        await client.CallAsync("exec", backend, "sh", "-c", "echo begun; sleep 1000");
        await client.TextAsync();
        await plane.SoftTerminateAsync(backend);

        Assert.Contains("rejected", (await client.EndAsync()).Final, StringComparison.Ordinal);
        await plane.UntilStatusAsync(backend, "terminated");
        Assert.Contains("does not run here", (await RunAsync("pow-1", backend, "true")).Final, StringComparison.Ordinal);
        await NothingIsLeftAsync();
    }

    [DockerFact("nats-server")]
    public async Task A_terminal_has_a_size_that_changes_and_hands_on_control_c()
    {
        var backend = await ReadyAsync("exec-terminal");
        using var client = await ConnectAsync("pow-1");
        await client.BinaryAsync(JsonSerializer.SerializeToUtf8Bytes(new { call = "exec", @params = new[] { backend, "sh" }, terminal = new { columns = 91, rows = 17 } }));
        await client.TextAsync("stty size\n");
        await UntilAsync(client, "17 91");
        await client.BinaryAsync(JsonSerializer.SerializeToUtf8Bytes(new { signal = "resize", terminal = new { columns = 100, rows = 40 } }));
        await client.TextAsync("while [ \"$(stty size)\" != '40 100' ]; do :; done; echo re''sized\n");
        await UntilAsync(client, "resized");
        var mark = $"5{RandomNumberGenerator.GetInt32(100_000_000, 999_999_999)}";
        await client.TextAsync($"sleep {mark}\n");
        await Poll.UntilAsync(() => Processes.CountOf("sleep", mark) == 1, Topology.Patience, "the sleep");
        await client.TextAsync("\u0003");
        await Poll.UntilAsync(() => Processes.CountOf("sleep", mark) == 0, Topology.Patience, "its end");
        await client.TextAsync("echo code $?\n");
        await UntilAsync(client, "code 130");
        await client.TextAsync("exit 5\n");

        Assert.Contains("exit code 5", (await client.EndAsync()).Final, StringComparison.Ordinal);
        await NothingIsLeftAsync();
    }

    [DockerFact("nats-server")]
    public async Task Many_programs_at_once_each_get_their_own()
    {
        var backend = await ReadyAsync("exec-many");
        var ends = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => RunAsync("pow-1", backend, "sh", "-c", $"read x; echo {i} $x", $"input {i}\n")));

        Assert.Equal(Enumerable.Range(0, 20).Select(static i => $"{i} input {i}\n"), ends.Select(static end => end.Output));
        await NothingIsLeftAsync();
    }

    private async Task<string> ReadyAsync(string key)
    {
        var connected = await plane.ConnectedAsync(key, await plane.Engine.EnsureAsync(TestImage.Http));
        await plane.UntilStatusAsync(connected.Backend, "ready");
        return connected.Backend;
    }

    private Task<CallClient> ConnectAsync(string? dialect) => CallClient.ConnectAsync(plane.CallSocket, dialect, InteractiveFixture.Token);

    /// <param name="parameters">A last one that ends with a line feed is input.</param>
    private async Task<CallEnd> RunAsync(string? dialect, string backend, params string[] parameters)
    {
        using var client = await ConnectAsync(dialect);
        var hasInput = parameters[^1].EndsWith('\n');
        await client.CallAsync("exec", [backend, .. hasInput ? parameters[..^1] : parameters]);
        await (hasInput ? client.TextAsync(parameters[^1]) : Task.CompletedTask);
        return await client.EndAsync();
    }

    private static async Task UntilAsync(CallClient client, string part)
    {
        var seen = new StringBuilder();
        try
        {
            while (!seen.ToString().Contains(part, StringComparison.Ordinal))
            {
                seen.Append(await client.TextAsync());
            }
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"'{part}' was to come behind: {seen}", exception);
        }
    }

    private Task NothingIsLeftAsync() => Poll.UntilAsync(() => plane.OpenCalls == 0 && plane.OpenConduits == 0, Topology.Patience, "no call and no conduit to be left");
}
