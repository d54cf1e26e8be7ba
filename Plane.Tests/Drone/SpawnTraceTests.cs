using System.Collections.Concurrent;
using System.Diagnostics;
using Peers;
using Plane.Domain.Backends;

namespace Plane.Tests.Drone;

/// <summary>The drone's part of the one trace that shows a cold connect.</summary>
public sealed class SpawnTraceTests
{
    [DockerFact("nats-server")]
    public async Task A_spawn_leaves_a_span_for_each_phase_in_the_caller_s_trace()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync();
        using var source = new ActivitySource("Plane.Tests.SpawnTrace");
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Plane.Drone" or "Plane.Tests.SpawnTrace",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var (spawned, message) = await bench.Controller.ReserveAsync(bench.Drone, new BackendSpec { Image = TestImage.Http.Name, PullPolicy = PullPolicy.Never }, new BackendLimits());
        using var caller = source.StartActivity("connect")!;
        await bench.Controller.SendAsync(message, caller.Id);
        caller.Stop();
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        await bench.TerminateAsync(spawned, TerminationKind.Hard);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        var mine = spans.Where(span => (string?)span.GetTagItem("plane.backend") == spawned.Backend.Value).ToList();
        var whole = mine.Single(static span => span.OperationName == "spawn");
        Assert.Equal(["pull", "create", "start", "probe", "spawn"], mine.Select(static span => span.OperationName));
        Assert.All(mine, span => Assert.Equal(caller.TraceId, span.TraceId));
        Assert.All(mine.Where(span => span != whole), span => Assert.Equal(whole.SpanId, span.ParentSpanId));
    }
}
