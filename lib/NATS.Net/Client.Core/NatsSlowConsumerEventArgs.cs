namespace NATS.Client.Core;

/// <summary>A subscription has begun to drop messages.</summary>
public sealed class NatsSlowConsumerEventArgs(NatsSubBase subscription) : NatsEventArgs($"Slow consumer on {subscription.Subject}")
{
    /// <summary>The subscription that is behind.</summary>
    public NatsSubBase Subscription { get; } = subscription;
}
