namespace NATS.Client.JetStream.Pull;

/// <summary>The options of a consume, fetch or next, checked and with their defaults.</summary>
internal sealed record PullPlan
{
    private static readonly TimeSpan ExpiresDefault = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ExpiresMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HeartbeatMin = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan HeartbeatMax = TimeSpan.FromSeconds(30);

    private PullPlan(int? maxMsgs, int? maxBytes, TimeSpan? expires, TimeSpan? heartbeat)
    {
        if (maxMsgs.HasValue == maxBytes.HasValue)
        {
            throw new NatsJSException("Set exactly one of MaxMsgs and MaxBytes.");
        }

        Max = maxMsgs ?? maxBytes ?? 0;
        InBytes = maxBytes.HasValue;
        Expires = expires ?? ExpiresDefault;
        IdleHeartbeat = heartbeat ?? Clamp(Expires / 2);
        Check(Max > 0, "MaxMsgs or MaxBytes must be above zero.");
        Check(Expires >= ExpiresMin, "Expires must be at least 1 s.");
        Check(IdleHeartbeat >= HeartbeatMin && IdleHeartbeat <= HeartbeatMax, "IdleHeartbeat must be from 0.5 s to 30 s.");
        Threshold = Max / 2;
    }

    public int Max { get; private init; }

    public bool InBytes { get; }

    public int Threshold { get; private init; }

    public TimeSpan Expires { get; }

    public TimeSpan IdleHeartbeat { get; }

    /// <summary>Without a sign for this long, the server has forgotten the pull.</summary>
    public TimeSpan Silence => IdleHeartbeat * 2;

    public int MaxConsecutive503Errors { get; private init; } = 1;

    public bool DrainOnCancel { get; private init; }

    public NatsJSPriorityGroupOpts? PriorityGroup { get; private init; }

    public Func<INatsJSNotification, CancellationToken, Task>? NotificationHandler { get; private init; }

    /// <summary>Messages that may arrive at once.</summary>
    public int Capacity => InBytes ? 0 : checked((2 * Max) + 64);

    public static PullPlan From(NatsJSConsumeOpts opts)
    {
        var plan = new PullPlan(opts.MaxMsgs, opts.MaxBytes, opts.Expires, opts.IdleHeartbeat)
        {
            MaxConsecutive503Errors = opts.MaxConsecutive503Errors,
            DrainOnCancel = opts.DrainOnCancel,
            PriorityGroup = opts.PriorityGroup,
            NotificationHandler = opts.NotificationHandler,
        };
        var threshold = (plan.InBytes ? opts.ThresholdBytes : opts.ThresholdMsgs) ?? plan.Threshold;
        Check(threshold >= 0 && threshold <= plan.Max, "The threshold must be between zero and the maximum.");
        return plan with { Threshold = threshold };
    }

    public static PullPlan From(NatsJSFetchOpts opts)
        => new(opts.MaxMsgs, opts.MaxBytes, opts.Expires, opts.IdleHeartbeat) { PriorityGroup = opts.PriorityGroup, NotificationHandler = opts.NotificationHandler };

    public static PullPlan From(NatsJSNextOpts opts)
        => new(1, null, opts.Expires, opts.IdleHeartbeat) { PriorityGroup = opts.PriorityGroup, NotificationHandler = opts.NotificationHandler };

    /// <summary>The same for what is left of a fetch.</summary>
    public PullPlan Rest(int left) => this with { Max = left };

    private static TimeSpan Clamp(TimeSpan heartbeat)
        => heartbeat < HeartbeatMin ? HeartbeatMin : heartbeat > HeartbeatMax ? HeartbeatMax : heartbeat;

    private static void Check(bool ok, string message)
    {
        if (!ok)
        {
            throw new NatsJSException(message);
        }
    }
}
