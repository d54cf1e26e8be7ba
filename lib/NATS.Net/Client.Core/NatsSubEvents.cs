namespace NATS.Client.Core;

/// <summary>Callbacks of one subscription.</summary>
public record NatsSubEvents
{
    /// <summary>Called once SUB has been queued, on the first connection only.</summary>
    public Func<NatsSubBase, ValueTask>? OnSubscribed { get; init; }
}
