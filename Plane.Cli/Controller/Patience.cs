namespace Plane.Cli.Controller;

/// <summary>How often and how long to try again: pauses double from 0.1 s to 2 s, and 30 s after the first failure it is over, unless something worked in between.</summary>
internal sealed class Patience(TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private TimeSpan _pause = FirstPause;
    private long? _since;

    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Something worked.</summary>
    public void Renew() => (_pause, _since) = (FirstPause, null);

    /// <returns>False, at once, when there is no point in trying again.</returns>
    public async Task<bool> PauseAsync(CancellationToken token)
    {
        _since ??= time.GetTimestamp();
        if (time.GetElapsedTime(_since.Value) >= Limit)
        {
            return false;
        }

        await Task.Delay(_pause, time, token);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        return true;
    }
}
