namespace NATS.Client.JetStream.Models;

/// <summary>As fast as possible, or in the rhythm in which messages were stored.</summary>
public enum ConsumerConfigReplayPolicy
{
    Instant = 0,
    Original = 1,
}
