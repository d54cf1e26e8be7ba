using System.Security.Cryptography;
using System.Text.Json;
using Peers;
using Plane.Tests.Controller.Interactive;

namespace Plane.Tests.Scenarios;

/// <summary>Many calls of several kinds at once, into containers on both drones.</summary>
[Collection(ToolsCollection.Name)]
[Trait(Pace.Name, Pace.Alone)]
public sealed class CallCrowdTests(Topology plane)
{
    private const int Containers = 4;

    /// <summary>What every fifth call is; the others watch a status.</summary>
    private static readonly string[] Kinds = ["exec", "logs", "status", "status", "status"];
    private static readonly int Calls = LongForm.IsAsked ? 1500 : 500;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    [DockerFact("nats-server")]
    public async Task Programs_output_and_statuses_by_the_hundred_are_each_served_and_leave_nothing()
    {
        var backends = await Task.WhenAll(Enumerable.Range(0, Containers).Select(async i => (await plane.ConnectedAsync($"crowd-{i}", await plane.Engine.EnsureAsync(TestImage.Http))).Backend));
        await Task.WhenAll(backends.Select(backend => plane.UntilStatusAsync(backend, "ready")));
        var before = await SubscriptionsAsync();
        var mark = $"7{RandomNumberGenerator.GetInt32(100_000_000, 999_999_999)}";
        var clients = new CallClient[Calls];

        // A few at a time: each has a second to say what it wants.
        await Parallel.ForAsync(0, Calls, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            clients[i] = await CallClient.ConnectAsync(plane.CallSocket, "pow-1", InteractiveFixture.Token);
            string[] program = KindOf(i) == "exec" ? ["sh", "-c", "echo begun; read x; echo got $x", mark] : [];
            await clients[i].CallAsync(KindOf(i), [backends[i / Kinds.Length % Containers], .. program]);
            await clients[i].TextAsync();
        });
        var programs = Of("exec").ToList();
        Assert.Equal((Calls, Calls / Kinds.Length * 2, programs.Count), (plane.OpenCalls, plane.OpenConduits, Processes.CountWith(mark)));

        // Of the programs half are served, a quarter is called off, a quarter loses its client.
        var served = programs.Where(static (_, at) => at % 4 < 2).ToList();
        await Task.WhenAll(served.Select(i => clients[i].TextAsync($"{i}\n")));
        await Task.WhenAll(programs.Where(static (_, at) => at % 4 == 2).Select(i => clients[i].SignalAsync("cancel")));
        programs.Where(static (_, at) => at % 4 == 3).ToList().ForEach(i => clients[i].Drop());
        foreach (var i in served)
        {
            var end = await clients[i].EndAsync();
            Assert.Equal(($"got {i}\n", """{"status":"fulfilled","value":0}"""), (end.Output, end.Final));
        }

        await Poll.UntilAsync(() => Processes.CountWith(mark) == 0, Limit, "every program to be gone");
        await Task.WhenAll(backends.Select(plane.SoftTerminateAsync));
        var ends = await Task.WhenAll(Of("status").Select(i => clients[i].EndAsync()));
        var outputs = await Task.WhenAll(Of("logs").Select(i => clients[i].EndAsync()));

        Assert.All(ends, static end => Assert.Equal("terminated", end.Json.GetProperty("value").GetProperty("status").GetString()));
        Assert.All(outputs, static end => Assert.Equal("""{"status":"fulfilled"}""", end.Final));
        Array.ForEach(clients, static client => client.Dispose());
        await Poll.UntilAsync(() => plane.OpenCalls == 0 && plane.OpenConduits == 0, Limit, "no call and no conduit to be left");
        await Poll.UntilAsync(async () => await SubscriptionsAsync() <= before, Limit, "no subscription to be left");
        foreach (var backend in backends)
        {
            Assert.False(await plane.HasContainerAsync(backend));
        }
    }

    private static string KindOf(int call) => Kinds[call % Kinds.Length];

    private static IEnumerable<int> Of(string kind) => Enumerable.Range(0, Calls).Where(i => KindOf(i) == kind);

    private async Task<int> SubscriptionsAsync() =>
        JsonElement.Parse(await plane.Http.GetStringAsync(new Uri(plane.Permitted.Server.MonitorUrl, "/varz"))).GetProperty("subscriptions").GetInt32();
}
