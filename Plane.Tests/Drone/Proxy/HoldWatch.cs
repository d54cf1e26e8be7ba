using System.Collections.Concurrent;
using System.Diagnostics;
using Peers;
using Plane.Domain.Identity;

namespace Plane.Tests.Drone.Proxy;

/// <summary>Sees requests begin to be held, by the spans the proxy makes of it.</summary>
internal sealed class HoldWatch : IDisposable
{
    private readonly ConcurrentBag<Activity> _begun = [];
    private readonly ActivityListener _listener;

    public HoldWatch()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Plane.Drone.Proxy",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _begun.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Task UntilAsync(BackendId backend, int held) => Poll.UntilAsync(
        () => _begun.Count(activity => activity.OperationName == "hold" && (string?)activity.GetTagItem("plane.backend") == backend.Value) == held,
        ProxyScene.Limit,
        $"{held} held requests");

    public void Dispose() => _listener.Dispose();
}
