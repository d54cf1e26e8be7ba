namespace NATS.Client.JetStream.Api;

/// <summary><c>CONSUMER.MSG.NEXT</c>; the group members need server 2.11.</summary>
internal sealed record PullRequest
{
    public int Batch { get; init; }

    public TimeSpan Expires { get; init; }

    public int MaxBytes { get; init; }

    public TimeSpan IdleHeartbeat { get; init; }

    public bool NoWait { get; init; }

    public string? Group { get; init; }

    public long MinPending { get; init; }

    public long MinAckPending { get; init; }
}
