namespace NATS.Client.Core.Routing;

/// <summary>What became of a message that was to be queued.</summary>
internal enum QueueResult
{
    Queued,

    /// <summary>One message (this or another, by the policy) was dropped.</summary>
    Dropped,

    /// <summary>There is no room and the policy is to wait.</summary>
    Full,

    /// <summary>The subscription has ended.</summary>
    Closed,
}
