namespace NATS.Client.JetStream;

/// <summary>What the reply subject of a delivered message says about it.</summary>
/// <param name="NumDelivered">1 for the first delivery.</param>
/// <param name="NumPending">Messages that match and come after this one.</param>
/// <param name="Timestamp">When the server stored it, by the server's clock.</param>
/// <param name="Domain">Empty without one.</param>
public readonly record struct NatsJSMsgMetadata(
    NatsJSSequencePair Sequence,
    ulong NumDelivered,
    ulong NumPending,
    DateTimeOffset Timestamp,
    string Stream,
    string Consumer,
    string Domain);
