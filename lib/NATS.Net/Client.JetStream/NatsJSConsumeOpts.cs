namespace NATS.Client.JetStream;

/// <summary>How an endless consume pulls. Set exactly one of <see cref="MaxMsgs"/> and <see cref="MaxBytes"/>.</summary>
public record NatsJSConsumeOpts
{
    /// <summary>Messages asked for ahead.</summary>
    public int? MaxMsgs { get; init; }

    /// <summary>Bytes asked for ahead.</summary>
    public int? MaxBytes { get; init; }

    /// <summary>Asks for more when this many are still to come. Default: half of <see cref="MaxMsgs"/>.</summary>
    public int? ThresholdMsgs { get; init; }

    /// <summary>Asks for more when this many bytes are still to come. Default: half of <see cref="MaxBytes"/>.</summary>
    public int? ThresholdBytes { get; init; }

    /// <summary>Life of one pull; at least 1 s, default 30 s.</summary>
    public TimeSpan? Expires { get; init; }

    /// <summary>0.5 s to 30 s; default half of <see cref="Expires"/>. Twice that without a sign means: pull again.</summary>
    public TimeSpan? IdleHeartbeat { get; init; }

    /// <summary>Told of every status the consumer copes with.</summary>
    public Func<INatsJSNotification, CancellationToken, Task>? NotificationHandler { get; init; }

    public NatsJSPriorityGroupOpts? PriorityGroup { get; init; }

    /// <summary>Pulls in a row that nobody may answer before the consume fails; each waits longer. Default 10.</summary>
    public int MaxConsecutive503Errors { get; init; } = 10;

    /// <summary>On cancellation, still yield what has arrived.</summary>
    public bool DrainOnCancel { get; init; }
}
