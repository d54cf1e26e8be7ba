namespace NATS.Client.Core;

/// <summary>Why a subscription has ended.</summary>
public enum NatsSubEndReason
{
    /// <summary>It has not, or its owner unsubscribed.</summary>
    None,

    /// <summary>The server said that there are no messages.</summary>
    NoMsgs,

    /// <summary>As many messages as asked for have come.</summary>
    MaxMsgs,

    /// <summary>As many bytes as asked for have come.</summary>
    MaxBytes,

    /// <summary>Its time was up.</summary>
    Timeout,

    /// <summary>Nothing came for as long as allowed.</summary>
    IdleTimeout,

    /// <summary>An empty message came, which was to end it.</summary>
    EmptyMsg,

    /// <summary>The server's heartbeats stayed away.</summary>
    IdleHeartbeatTimeout,

    /// <summary>No first message in time.</summary>
    StartUpTimeout,

    /// <summary>The token was cancelled.</summary>
    Cancelled,

    /// <summary>See <see cref="NatsSubBase.Exception"/>.</summary>
    Exception,

    /// <summary>JetStream answered with an error.</summary>
    JetStreamError,

    /// <summary>A pull request ended with messages or bytes left over.</summary>
    RequestsPending,
}
