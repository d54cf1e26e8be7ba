using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Plane.Domain.Identity;

namespace Plane.Drone.Routing;

/// <summary>
/// The routes of this drone's backends. Supervisors write, proxies read an immutable snapshot without a lock. A route is opened before
/// anybody can learn that the backend is ready, and closed before its address can be given to another container. Each opening has a name of its own,
/// by which connections are kept: whoever still knows the name of an earlier run finds nothing.
/// </summary>
public sealed class RouteTable
{
    private readonly Lock _gate = new();
    private ImmutableDictionary<BackendId, Route> _routes = ImmutableDictionary<BackendId, Route>.Empty;
    private ImmutableDictionary<string, Route> _named = ImmutableDictionary.Create<string, Route>(StringComparer.Ordinal);
    private TaskCompletionSource _opened = NewSignal();
    private TaskCompletionSource _changed = NewSignal();
    private long _openings;

    /// <summary>All that are open.</summary>
    public ImmutableDictionary<BackendId, Route> Current => Volatile.Read(ref _routes);

    /// <summary>Completes when one is opened or closed next; taken before a look at <see cref="Current"/>.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>Replaces an earlier route of the same backend, and closes one whose address this backend was given: what listened there has ended unnoticed.</summary>
    public void Open(Route route)
    {
        TaskCompletionSource opened;
        lock (_gate)
        {
            foreach (var stale in _routes.Values.Where(other => other.Backend == route.Backend || Overlaps(other, route)))
            {
                Remove_NeedsLock(stale.Backend);
            }

            var named = route with { Name = string.Create(CultureInfo.InvariantCulture, $"r{++_openings}") };
            Volatile.Write(ref _named, _named.SetItem(named.Name, named));
            Volatile.Write(ref _routes, _routes.SetItem(route.Backend, named));
            (opened, _opened) = (_opened, NewSignal());
        }

        opened.SetResult();
        TellChanged();
    }

    /// <summary>Nothing happens where none is open.</summary>
    public void Close(BackendId backend)
    {
        lock (_gate)
        {
            Remove_NeedsLock(backend);
        }

        TellChanged();
    }

    public Route? Find(BackendId backend) => Volatile.Read(ref _routes).GetValueOrDefault(backend);

    /// <summary>By <see cref="Route.Name"/>; null once that opening is closed.</summary>
    public Route? FindNamed(string name) => Volatile.Read(ref _named).GetValueOrDefault(name);

    /// <summary>The backend's route as soon as there is one: at once, or after a restarted drone has taken the backend back.</summary>
    public async Task<Route> WaitAsync(BackendId backend, CancellationToken token)
    {
        while (true)
        {
            Task opened;
            lock (_gate)
            {
                opened = _opened.Task;
            }

            if (Find(backend) is { } route)
            {
                return route;
            }

            await opened.WaitAsync(token);
        }
    }

    /// <summary>A container has its address alone; on loopback programs share one and differ by their ports.</summary>
    private static bool Overlaps(Route one, Route other) => IPAddress.IsLoopback(other.Address.Address) ? one.Address.Equals(other.Address) : one.Address.Address.Equals(other.Address.Address);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void TellChanged() => Interlocked.Exchange(ref _changed, NewSignal()).SetResult();

    private void Remove_NeedsLock(BackendId backend)
    {
        if (_routes.TryGetValue(backend, out var route))
        {
            Volatile.Write(ref _named, _named.Remove(route.Name));
            Volatile.Write(ref _routes, _routes.Remove(backend));
        }
    }
}
