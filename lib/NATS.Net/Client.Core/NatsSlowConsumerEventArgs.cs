namespace NATS.Client.Core;

/// <summary>A subscription has begun to drop messages.</summary>
public sealed class NatsSlowConsumerEventArgs : NatsEventArgs
{
    internal NatsSlowConsumerEventArgs(NatsSubBase subscription)
        : base($"Slow consumer on {subscription.Subject}") => Subscription = subscription;

    /// <summary>The subscription that is behind.</summary>
    public NatsSubBase Subscription { get; }
}
