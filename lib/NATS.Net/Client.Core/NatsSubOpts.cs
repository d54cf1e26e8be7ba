namespace NATS.Client.Core;

/// <summary>When a subscription ends by itself, and how much it may hold.</summary>
public record NatsSubOpts
{
    /// <summary>Ends after as many messages; also sent to the server with UNSUB. Null: no limit.</summary>
    public int? MaxMsgs { get; init; }

    /// <summary>Ends after this time, messages or not. For a request: how long to wait for the reply.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Ends when the first message takes longer.</summary>
    public TimeSpan? StartUpTimeout { get; init; }

    /// <summary>Ends when nothing came for so long.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>True: an empty payload ends it and is not delivered.</summary>
    public bool? StopOnEmptyMsg { get; init; }

    /// <summary>Whether the reader of a 503 status message gets <see cref="NatsNoRespondersException"/>.</summary>
    public bool? ThrowIfNoResponders { get; init; }

    /// <summary>Null: the connection's bounds.</summary>
    public NatsSubChannelOpts? ChannelOpts { get; init; }

    /// <summary>Callbacks of this subscription.</summary>
    public NatsSubEvents? Events { get; init; }
}
