using System.Collections.Concurrent;
using System.Diagnostics;
using NATS.Client.Core;
using Peers;
using Xunit;

namespace NATS.Net.Tests.Client.Core;

public sealed class TelemetryTests
{
    [PeerFact]
    public async Task One_trace_goes_from_the_publisher_to_what_the_subscriber_does()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == "NATS.Net",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var sub = await nats.SubscribeCoreAsync<string>("traced.subject.long");
        await nats.PublishAsync("traced.subject.long", "x");
        var msg = await sub.Msgs.ReadAsync(Limit.Token());
        using var inner = msg.StartActivity("handling");
        Assert.NotNull(inner);
        var mine = spans.Where(s => s.TraceId == inner.TraceId).ToDictionary(s => s.OperationName);
        Assert.Equal(ActivityKind.Producer, mine["traced.subject publish"].Kind);
        Assert.Equal(ActivityKind.Consumer, mine["traced.subject receive"].Kind);
        Assert.Equal(mine["traced.subject publish"].SpanId, mine["traced.subject receive"].ParentSpanId);
        Assert.Equal(mine["traced.subject receive"].SpanId, inner.ParentSpanId);
        Assert.Equal(mine["traced.subject publish"].TraceId, msg.Headers!.GetActivityContext().TraceId);
    }
}
