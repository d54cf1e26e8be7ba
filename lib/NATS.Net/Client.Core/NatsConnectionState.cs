namespace NATS.Client.Core;

/// <summary>Where a connection stands.</summary>
public enum NatsConnectionState
{
    /// <summary>Not connected yet, the first attempt failed, or disposed.</summary>
    Closed,

    /// <summary>Connected.</summary>
    Open,

    /// <summary>The first attempt is under way.</summary>
    Connecting,

    /// <summary>The connection was lost and is being made again.</summary>
    Reconnecting,

    /// <summary>Given up: the same authentication error twice, or no attempts left.</summary>
    Failed,
}
