namespace NATS.Client.JetStream.Delivery;

/// <summary>Why a wait on an inbox is over.</summary>
internal enum Wake
{
    /// <summary>There is something to read.</summary>
    Message,

    /// <summary>Nothing came, not even a heartbeat.</summary>
    Silence,

    /// <summary>The connection was lost and is back: what was on its way may be gone.</summary>
    Reconnected,

    /// <summary>The reader does not want any more.</summary>
    Cancelled,

    /// <summary>The connection is closed for good.</summary>
    Ended,
}
