using NATS.Client.Core;

namespace NATS.Client.JetStream;

/// <summary>Conditions and identity of a publish; each becomes a header.</summary>
public record NatsJSPubOpts : NatsPubOpts
{
    public static readonly NatsJSPubOpts Default = new();

    /// <summary><c>Nats-Msg-Id</c>: a second message with it is not stored within the stream's duplicate window.</summary>
    public string? MsgId { get; init; }

    /// <summary><c>Nats-Expected-Last-Msg-Id</c>.</summary>
    public string? ExpectedLastMsgId { get; init; }

    /// <summary><c>Nats-Expected-Stream</c>.</summary>
    public string? ExpectedStream { get; init; }

    /// <summary><c>Nats-Expected-Last-Sequence</c>, of the stream.</summary>
    public ulong? ExpectedLastSequence { get; init; }

    /// <summary><c>Nats-Expected-Last-Subject-Sequence</c>; 0 = the subject must have no message.</summary>
    public ulong? ExpectedLastSubjectSequence { get; init; }

    /// <summary>Checks that sequence on another subject (server 2.11 and later).</summary>
    public string? ExpectedLastSubjectSequenceSubject { get; init; }

    /// <summary>Between attempts while nobody serves the subject (a leader election, say). Default 250 ms.</summary>
    public TimeSpan RetryWaitBetweenAttempts { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Attempts while nobody serves the subject. Default 1.</summary>
    public int RetryAttempts { get; init; } = 1;
}
