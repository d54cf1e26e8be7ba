namespace NATS.Client.JetStream;

/// <summary>How to acknowledge.</summary>
public readonly record struct AckOpts
{
    /// <summary>Wait until the server confirms the acknowledgement. Default: <see cref="NatsJSOpts.DoubleAck"/>.</summary>
    public bool? DoubleAck { get; init; }

    /// <summary>For a negative one: how long to wait before the next delivery.</summary>
    public TimeSpan? NakDelay { get; init; }

    /// <summary>For a termination: the reason in the server's advisory.</summary>
    public string? TerminateReason { get; init; }
}
