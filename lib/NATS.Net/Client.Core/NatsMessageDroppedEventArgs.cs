namespace NATS.Client.Core;

/// <summary>A message that found its subscription's queue full.</summary>
public sealed class NatsMessageDroppedEventArgs(NatsSubBase subscription, int pending, string subject, string? replyTo, NatsHeaders? headers, object? data)
    : NatsEventArgs($"Dropped message from {subject} with {pending} pending messages")
{
    /// <summary>The subscription that is behind.</summary>
    public NatsSubBase Subscription { get; } = subscription;

    /// <summary>Messages in its queue at that moment.</summary>
    public int Pending { get; } = pending;

    /// <summary>Subject of the dropped message.</summary>
    public string Subject { get; } = subject;

    /// <summary>Its reply subject: somebody may be waiting.</summary>
    public string? ReplyTo { get; } = replyTo;

    /// <summary>Its headers.</summary>
    public NatsHeaders? Headers { get; } = headers;

    /// <summary>Its payload as deserialized.</summary>
    public object? Data { get; } = data;
}
