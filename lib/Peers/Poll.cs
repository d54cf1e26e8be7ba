namespace Peers;

/// <summary>Waits for what announces itself in no other way than by being looked at.</summary>
public static class Poll
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Looks every 10 ms; throws <see cref="TimeoutException"/> that says what was awaited.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan limit, string what, CancellationToken cancellationToken = default)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException($"Waited {limit.TotalSeconds} s for {what}.");
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>The same for a condition that needs no awaiting.</summary>
    public static Task UntilAsync(Func<bool> condition, TimeSpan limit, string what, CancellationToken cancellationToken = default)
        => UntilAsync(() => Task.FromResult(condition()), limit, what, cancellationToken);
}
