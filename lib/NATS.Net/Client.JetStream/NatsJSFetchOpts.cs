namespace NATS.Client.JetStream;

/// <summary>One pull. Set exactly one of <see cref="MaxMsgs"/> and <see cref="MaxBytes"/>.</summary>
public record NatsJSFetchOpts
{
    public int? MaxMsgs { get; init; }

    public int? MaxBytes { get; init; }

    /// <summary>At least 1 s, default 30 s.</summary>
    public TimeSpan? Expires { get; init; }

    /// <summary>0.5 s to 30 s; default half of <see cref="Expires"/>.</summary>
    public TimeSpan? IdleHeartbeat { get; init; }

    /// <summary>Told of the status that ended the fetch.</summary>
    public Func<INatsJSNotification, CancellationToken, Task>? NotificationHandler { get; init; }

    public NatsJSPriorityGroupOpts? PriorityGroup { get; init; }
}
