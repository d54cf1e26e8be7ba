namespace Plane.Client;

/// <summary>Pauses between the connections of one stream, and when to give up.</summary>
internal sealed class StreamReconnection(RetryPolicy policy, PlaneClientOptions options)
{
    private static readonly TimeSpan GoodAfter = TimeSpan.FromSeconds(60);

    // A backend may say nothing for minutes while its image is pulled: a connection that stood so long was one.
    private static readonly TimeSpan StandingAfter = TimeSpan.FromSeconds(5);
    private int _failures;
    private long? _since;
    private long _opened;

    public TimeSpan Patience => options.StreamPatience;

    /// <summary>A connection stands.</summary>
    public void Opened() => _opened = options.Time.GetTimestamp();

    /// <summary>The stream got on: patience begins anew. Pauses do not shorten, so that a connection that breaks at once each time is no busy loop.</summary>
    public void GotOn() => _since = null;

    /// <returns>False, at once, when patience is over.</returns>
    public async Task<bool> PauseAsync(Exception? failure, CancellationToken token)
    {
        var stood = _opened == 0 ? TimeSpan.Zero : options.Time.GetElapsedTime(_opened);
        _opened = 0;
        _failures = stood >= GoodAfter ? 1 : _failures + 1;
        _since = (stood >= StandingAfter ? null : _since) ?? options.Time.GetTimestamp();
        if (Patience != Timeout.InfiniteTimeSpan && options.Time.GetElapsedTime(_since.Value) >= Patience)
        {
            return false;
        }

        await Task.Delay(policy.StreamPause(_failures, failure), options.Time, token);
        return true;
    }
}
