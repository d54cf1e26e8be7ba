namespace NATS.Client.Core;

/// <summary>What all subscriptions have in common: where they listen, and how they ended.</summary>
public abstract class NatsSubBase
{
    internal NatsSubBase(string subject, string? queueGroup, NatsSubOpts? opts)
    {
        Subject = subject;
        QueueGroup = queueGroup;
        Opts = opts;
    }

    /// <summary>What ended it, for <see cref="NatsSubEndReason.Exception"/>; thrown when it is disposed.</summary>
    public Exception? Exception { get; internal set; }

    /// <summary>None while it lives.</summary>
    public NatsSubEndReason EndReason { get; internal set; }

    /// <summary>Messages still to come of <see cref="NatsSubOpts.MaxMsgs"/>; null without that limit.</summary>
    public int? PendingMsgs { get; internal set; }

    /// <summary>As subscribed, wildcards included.</summary>
    public string Subject { get; }

    /// <summary>Null for a plain subscription.</summary>
    public string? QueueGroup { get; }

    internal NatsSubOpts? Opts { get; }
}
