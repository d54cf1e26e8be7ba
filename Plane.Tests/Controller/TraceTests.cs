using System.Collections.Concurrent;
using System.Diagnostics;
using Peers;

namespace Plane.Tests.Controller;

/// <summary>One trace shows connect, place and spawn, and goes on to the drone.</summary>
public sealed class TraceTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    [PeerFact]
    public async Task A_connect_is_one_trace_down_to_the_drone()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Plane.Controller",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");

        var answer = await plane.ConnectAsync(ControllerFixture.Body(cluster, "traced"));

        var connect = spans.Single(span => span.OperationName == "connect" && (string?)span.GetTagItem("plane.backend") == answer.Backend);
        var children = spans.Where(span => span.TraceId == connect.TraceId && span != connect).ToDictionary(static span => span.OperationName);
        Assert.Equal(["place", "spawn"], children.Keys.Order());
        Assert.All(children.Values, span => Assert.Equal(connect.SpanId, span.ParentSpanId));
        Assert.Contains(connect.TraceId.ToHexString(), drone.Traces.Single(), StringComparison.Ordinal);
    }
}
