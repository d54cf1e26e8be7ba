using System.Collections.Immutable;
using Plane.Domain.Identity;

namespace Plane.Drone.Routing;

/// <summary>
/// The routes of this drone's backends. Supervisors write, proxies read an immutable snapshot without a lock. A route is opened before
/// anybody can learn that the backend is ready, and closed before its address can be given to another container.
/// </summary>
public sealed class RouteTable
{
    private readonly Lock _gate = new();
    private ImmutableDictionary<BackendId, Route> _routes = ImmutableDictionary<BackendId, Route>.Empty;
    private TaskCompletionSource _opened = NewSignal();

    /// <summary>Replaces an earlier route of the same backend.</summary>
    public void Open(Route route)
    {
        TaskCompletionSource opened;
        lock (_gate)
        {
            Volatile.Write(ref _routes, _routes.SetItem(route.Backend, route));
            (opened, _opened) = (_opened, NewSignal());
        }

        opened.SetResult();
    }

    /// <summary>Nothing happens where none is open.</summary>
    public void Close(BackendId backend)
    {
        lock (_gate)
        {
            Volatile.Write(ref _routes, _routes.Remove(backend));
        }
    }

    public Route? Find(BackendId backend) => Volatile.Read(ref _routes).GetValueOrDefault(backend);

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

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
