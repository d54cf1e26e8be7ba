namespace Plane.Domain.Idle;

/// <summary>When a backend that nobody uses is stopped. Pure: the drone's clock comes in.</summary>
public static class IdlePolicy
{
    /// <param name="activity">Its use; null before it was ready, for the idle clock only starts then.</param>
    /// <param name="maxIdle">Null for no limit.</param>
    /// <param name="lifetimeEnd">When its lifetime is over; null for no limit.</param>
    public static IdleDecision Decide(BackendActivity? activity, TimeSpan? maxIdle, TimeSpan? lifetimeEnd, TimeSpan now)
    {
        var idleEnd = IdleEnd(activity, maxIdle);
        var lifetimeFirst = lifetimeEnd is { } end && (idleEnd is null || end <= idleEnd);
        var stopAt = lifetimeFirst ? lifetimeEnd : idleEnd;
        return new IdleDecision(stopAt, stopAt <= now, lifetimeFirst ? "lifetime limit" : Why(activity, maxIdle));
    }

    private static TimeSpan? IdleEnd(BackendActivity? activity, TimeSpan? maxIdle) =>
        activity is { OpenConnections: 0 } && maxIdle is { } limit ? activity.IdleSince + limit : null;

    private static string Why(BackendActivity? activity, TimeSpan? maxIdle) => (activity, maxIdle) switch
    {
        (null, _) => "not ready yet",
        ({ OpenConnections: null }, _) => "connection count unknown, which counts as in use",
        ({ OpenConnections: > 0 }, _) => "open connections",
        (_, null) => "no idle limit",
        _ => "idle limit",
    };
}
