using System.Collections.Concurrent;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Drone.Proxy.Targets;

/// <summary>Which backend a custom domain leads to now. All records are looked through only where the backend of last time is gone, and once for each state of things.</summary>
internal sealed class CustomHosts(LiveView<BackendRecord> view)
{
    private readonly ConcurrentDictionary<CustomHost, Found> _last = new();

    /// <returns>Null where none lives.</returns>
    public BackendName? Find(CustomHost host) => (host.Backend ?? Current(host)) is { } backend ? new BackendName(backend, host.Port) : null;

    private BackendId? Current(CustomHost host)
    {
        var snapshot = view.Current;
        if (_last.TryGetValue(host, out var last) && (last.Sequence == snapshot.Sequence || (last.Backend is { } known && snapshot.Find(known.Value) is { } seen && host.IsFor(seen.Value))))
        {
            return last.Backend;
        }

        // Of several that live for a service: one that answers already, and of these the latest.
        var best = snapshot.Entries.Values.Where(entry => host.IsFor(entry.Value)).MaxBy(static entry => (entry.Value.Status == BackendStatus.Ready, entry.Revision));
        _last[host] = new Found(snapshot.Sequence, best?.Value.Backend);
        return best?.Value.Backend;
    }

    private sealed record Found(long Sequence, BackendId? Backend);
}
