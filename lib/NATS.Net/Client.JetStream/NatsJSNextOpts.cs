namespace NATS.Client.JetStream;

/// <summary>A pull of one message.</summary>
public record NatsJSNextOpts
{
    /// <summary>At least 1 s, default 30 s.</summary>
    public TimeSpan? Expires { get; init; }

    /// <summary>0.5 s to 30 s; default half of <see cref="Expires"/>.</summary>
    public TimeSpan? IdleHeartbeat { get; init; }

    /// <summary>Told of the status that ended the pull.</summary>
    public Func<INatsJSNotification, CancellationToken, Task>? NotificationHandler { get; init; }

    public NatsJSPriorityGroupOpts? PriorityGroup { get; init; }
}
