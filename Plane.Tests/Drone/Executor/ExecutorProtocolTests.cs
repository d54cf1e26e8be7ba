using System.Collections.Immutable;
using System.Net;
using System.Text;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Drone.Runtime;
using Plane.Drone.Runtime.Executor;

namespace Plane.Tests.Drone.Executor;

/// <summary>The words of an executor's socket, to the letter (HTTP API §5.8).</summary>
public sealed class ExecutorProtocolTests
{
    private static readonly BackendId Backend = BackendId.Parse("ba1");
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_768_300_000_000);

    [Fact]
    public void Requests_are_written_in_full()
    {
        var spec = new BackendSpec
        {
            Image = "ghcr.io/acme/room:1",
            PullPolicy = PullPolicy.Always,
            Credentials = new RegistryCredentials("bob", "pw", null),
            Environment = ImmutableSortedDictionary<string, string>.Empty.Add("LEVEL", "3"),
            Limits = new ResourceLimits(1_000_000, 80, 100, 10_000_000, null),
            Mount = "room-1",
        };
        var mine = new LeaseIdentity(Backend, ClusterName.Parse("plane.test"), DroneId.Parse("dr-a"), 3, 1_768_300_000_001);
        var environment = spec.Environment.Add("SESSION_BACKEND_STATIC_TOKEN", "s.tok");
        var launch = new BackendLaunch(mine, KeyName.Parse("games", "room-1"), "v2", spec, environment);
        const string Executable =
            """{"image":"ghcr.io/acme/room:1","pull_policy":"Always","credentials":{"username":"bob","password":"pw"},"env":{"LEVEL":"3"},"resource_limits":{"cpu_period":1000000,"cpu_period_percent":80,"cpu_time_limit":100,"memory_limit_bytes":10000000,"disk_limit_bytes":null},"mount":"room-1","network_name":null}""";
        const string Key =
            """{"key":{"name":"room-1","namespace":"games","tag":"v2"},"deadlines":{"renew_at":1768300020000,"soft_terminate_at":1768300035000,"hard_terminate_at":1768300045000},"token":1768300000001}""";

        Assert.Equal("""{"id":"a","message":{"Prepare":""" + Executable + "}}\n", Text(ExecutorRequests.Prepare("a", spec)));
        Assert.Equal("""{"id":"b","message":{"Spawn":["ba1",""" + $"{Executable},{Key},\"s.tok\"]}}}}\n", Text(ExecutorRequests.Spawn("b", launch, LeaseTimings.Default, Now)));
        Assert.Equal("{\"id\":\"c\",\"message\":{\"Terminate\":[\"ba1\",true]}}\n", Text(ExecutorRequests.Terminate("c", Backend, TerminationKind.Hard)));
        Assert.Equal("{\"id\":\"d\",\"message\":{\"Terminate\":[\"ba1\",false]}}\n", Text(ExecutorRequests.Terminate("d", Backend, TerminationKind.Soft)));
        Assert.Equal("{\"id\":\"e\",\"message\":{\"WaitForBackend\":[\"ba1\",\"127.0.0.1:80\"]}}\n", Text(ExecutorRequests.WaitForBackend("e", Backend, IPEndPoint.Parse("127.0.0.1:80"))));
        Assert.EndsWith(Key + ",null]}}\n", Text(ExecutorRequests.Spawn("f", launch with { Environment = spec.Environment }, LeaseTimings.Default, Now)), StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_and_events_are_read()
    {
        var ok = Assert.IsType<ExecutorWord.Answer>(Read("""{"id":"a","message":{"SpawnResult":{"Ok":{"container_id":"x","port":80}}}}"""));
        var prepared = Assert.IsType<ExecutorWord.Answer>(Read("""{"id":"a","message":{"PrepareResult":{"Ok":null}}}"""));
        var refused = Assert.IsType<ExecutorWord.Answer>(Read("""{"id":"a","message":{"WaitForBackendResult":{"Err":{"Other":"text"}}}}"""));
        var ended = Assert.IsType<ExecutorWord.Ended>(Read("""{"id":null,"message":{"TerminateEvent":{"backend_id":"ba1","exit_code":143}}}"""));
        var unknown = Assert.IsType<ExecutorWord.Ended>(Read("""{"message":{"TerminateEvent":{"backend_id":"ba1","exit_code":null}}}"""));
        var measured = Assert.IsType<ExecutorWord.Measured>(Read(
            """{"id":null,"message":{"MetricsMessage":{"backend_id":"ba1","mem_used":1,"mem_total":2,"mem_active":3,"mem_inactive":4,"mem_unevictable":5,"mem_limit":6,"cpu_used":7,"sys_cpu":18446744073709551615}}}"""));

        Assert.Equal(("a", "SpawnResult", true, 80), (ok.Id, ok.Kind, ok.IsOk, ok.Body.GetProperty("port").GetInt32()));
        Assert.True(prepared.IsOk);
        Assert.Equal((false, "text"), (refused.IsOk, refused.Body.GetProperty("Other").GetString()));
        Assert.Equal((Backend, 143), (ended.Backend, ended.ExitCode));
        Assert.Null(unknown.ExitCode);
        Assert.Equal(new ExecutorMetrics("ba1", 1, 2, 3, 4, 5, 6, 7, ulong.MaxValue), measured.Metrics);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("[1,2]")]
    [InlineData("""{"id":"a"}""")]
    [InlineData("""{"id":"a","message":{}}""")]
    [InlineData("""{"id":"a","message":{"SpawnResult":7}}""")]
    [InlineData("""{"id":7,"message":{"Surprise":{}}}""")]
    [InlineData("""{"id":null,"message":{"TerminateEvent":{"backend_id":"../etc","exit_code":0}}}""")]
    [InlineData("""{"id":null,"message":{"TerminateEvent":[]}}""")]
    [InlineData("""{"id":null,"message":{"MetricsMessage":{"backend_id":"ba1","mem_used":-1}}}""")]
    [InlineData("""{"id":null,"message":{"MetricsMessage":{"backend_id":null}}}""")]
    [InlineData("{\"id\":\"\\ud800\",\"message\":{\"PrepareResult\":{\"Ok\":null}}}")]
    public void Rubbish_is_told_from_words(string line) => Assert.IsType<ExecutorWord.Rubbish>(Read(line));

    [Fact]
    public void Lines_come_out_whole_however_the_bytes_arrive()
    {
        var lines = new ExecutorLines();
        var stream = Encoding.UTF8.GetBytes("one\n\ntwo\nthr");
        List<string?> seen = [];
        foreach (var one in stream)
        {
            seen.AddRange(lines.Add(new[] { one }).Select(static line => line is { } whole ? Text(whole.ToArray()) : null));
        }

        seen.AddRange(lines.Add("ee\nfour\n"u8.ToArray()).Select(static line => Text(line!.Value.ToArray())));

        Assert.Equal(["one", "", "two", "three", "four"], seen);
    }

    [Fact]
    public void A_line_beyond_the_limit_is_dropped_and_the_next_one_is_read()
    {
        var lines = new ExecutorLines();
        var piece = new byte[64 * 1024];
        Array.Fill(piece, (byte)'x');
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1024; i++)
        {
            Assert.Empty(lines.Add(piece));
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var rest = lines.Add("end\nnext\n"u8.ToArray()).Select(static line => line is { } whole ? Text(whole.ToArray()) : null).ToList();

        Assert.Equal([null, "next"], rest);
        Assert.True(allocated < 8 * ExecutorLines.MaxLine, $"64 MiB without an end took {allocated} bytes");
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static ExecutorWord Read(string line) => ExecutorParser.Parse(Encoding.UTF8.GetBytes(line));
}
