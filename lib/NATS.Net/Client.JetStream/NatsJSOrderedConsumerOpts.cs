using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>Where an ordered consumer begins and what it sees.</summary>
public record NatsJSOrderedConsumerOpts
{
    public static readonly NatsJSOrderedConsumerOpts Default = new();

    /// <summary>Empty = everything. Several need server 2.10.</summary>
    public string[] FilterSubjects { get; init; } = [];

    public ConsumerConfigDeliverPolicy DeliverPolicy { get; init; } = ConsumerConfigDeliverPolicy.All;

    public ulong OptStartSeq { get; init; }

    public DateTimeOffset OptStartTime { get; init; }

    public ConsumerConfigReplayPolicy ReplayPolicy { get; init; } = ConsumerConfigReplayPolicy.Instant;

    /// <summary>The server forgets the consumer when nobody pulled for this long. Default 5 minutes.</summary>
    public TimeSpan InactiveThreshold { get; init; } = TimeSpan.FromMinutes(5);

    public bool HeadersOnly { get; init; }

    /// <summary>Attempts in a row to make the consumer anew; -1 (default) without end.</summary>
    public int MaxResetAttempts { get; init; } = -1;
}
