namespace NATS.Client.Core.Transport;

/// <summary>Waits between rounds of attempts: from the least, doubling to the most, each with a random extra.</summary>
internal sealed class Backoff(NatsOpts opts, Random random)
{
    private TimeSpan _next = opts.ReconnectWaitMin;

    public TimeSpan Next()
    {
        var wait = _next;
        _next = TimeSpan.FromTicks(Math.Min(_next.Ticks * 2, Math.Max(opts.ReconnectWaitMax.Ticks, opts.ReconnectWaitMin.Ticks)));
        return wait + (opts.ReconnectJitter * random.NextDouble());
    }
}
