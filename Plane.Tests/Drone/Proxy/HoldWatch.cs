using System.Collections.Concurrent;
using System.Diagnostics;
using Peers;
using Plane.Domain.Identity;

namespace Plane.Tests.Drone.Proxy;

/// <summary>Sees requests begin to be held, by the spans the proxy makes of it.</summary>
internal sealed class HoldWatch : IDisposable
{
    private readonly ConcurrentBag<Activity> _begun = [];
    private readonly ConcurrentBag<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public HoldWatch()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Plane.Drone.Proxy",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _begun.Add,
            ActivityStopped = _ended.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Task UntilAsync(BackendId backend, int held) => Poll.UntilAsync(() => Of(_begun, backend) == held, ProxyScene.Limit, $"{held} held requests");

    public Task EndedAsync(BackendId backend, int held) => Poll.UntilAsync(() => Of(_ended, backend) == held, ProxyScene.Limit, $"{held} requests to be held no longer");

    public void Dispose() => _listener.Dispose();

    private static int Of(ConcurrentBag<Activity> spans, BackendId backend) =>
        spans.Count(span => span.OperationName == "hold" && (string?)span.GetTagItem("plane.backend") == backend.Value);
}
