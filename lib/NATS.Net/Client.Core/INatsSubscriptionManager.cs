namespace NATS.Client.Core;

/// <summary>Keeps the subscriptions of a connection.</summary>
public interface INatsSubscriptionManager
{
    /// <summary>Takes the subscription off and sends its UNSUB; nothing happens when it is gone already.</summary>
    ValueTask RemoveAsync(NatsSubBase sub);
}
