using Plane.Domain.Backends;

namespace Plane.Drone.Backends;

/// <summary>
/// What anybody has ordered for one backend: an operator, its idle watch, its lease. The first order stands; a hard one overtakes a soft one.
/// Orders are never taken back.
/// </summary>
internal sealed class StopOrders
{
    private readonly TaskCompletionSource<StopOrder> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<StopOrder> _hard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the first order.</summary>
    public Task<StopOrder> First => _first.Task;

    /// <summary>Completes when it has to die at once.</summary>
    public Task<StopOrder> Hard => _hard.Task;

    /// <summary>Completes when the record says that it ends, or cannot be made to say so in time.</summary>
    public Task Told => _told.Task;

    /// <summary>A newer life of this drone has the backend: leave, and touch nothing.</summary>
    public Task Left => _left.Task;

    public void Order(StopOrder order)
    {
        if (order.Kind == TerminationKind.Hard)
        {
            _hard.TrySetResult(order);
        }

        _first.TrySetResult(order);
    }

    public void MarkTold() => _told.TrySetResult();

    public void Leave() => _left.TrySetResult();
}
