using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Drone.Routing;
using Plane.State.Buckets;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>Waits for the route of a backend of this drone that is said to be ready.</summary>
internal sealed class RouteArrival(RouteTable routes, LiveView<BackendRecord> backends)
{
    /// <summary>How long such a backend may be without: a drone that was started again opens the route when it has found the container.</summary>
    private static readonly TimeSpan RouteLimit = TimeSpan.FromSeconds(10);

    /// <returns>False where it did not come.</returns>
    public ValueTask<bool> ComesAsync(BackendId backend, CancellationToken aborted) => routes.Find(backend) is null ? WaitAsync(backend, aborted) : new(true);

    private async ValueTask<bool> WaitAsync(BackendId backend, CancellationToken aborted)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var opened = routes.WaitAsync(backend, either.Token);
        var ended = EndedAsync(backend, either.Token);
        await Task.WhenAny(opened, ended);
        await either.CancelAsync();
        await Task.WhenAll(opened, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return opened.IsCompletedSuccessfully;
    }

    /// <summary>Completes once the record says anything but ready, or the limit is over.</summary>
    private async Task EndedAsync(BackendId backend, CancellationToken token)
    {
        try
        {
            await backends.WaitAsync(backend.Value, static entry => entry?.Value.Status is not Domain.Backends.BackendStatus.Ready, RouteLimit, token);
        }
        catch (TimeoutException)
        {
            // Completed all the same: the route did not come.
        }
    }
}
