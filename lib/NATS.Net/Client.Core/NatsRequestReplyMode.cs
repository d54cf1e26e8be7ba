namespace NATS.Client.Core;

/// <summary>How the reply of a request is taken in.</summary>
public enum NatsRequestReplyMode
{
    /// <summary>By a subscription under the shared inbox.</summary>
    SharedInbox,

    /// <summary>Straight from the reader; asked for by name, a 503 is returned as a message instead of thrown.</summary>
    Direct,
}
