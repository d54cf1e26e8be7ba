namespace NATS.Client.JetStream;

/// <summary>A message's number in the stream and in its consumer's deliveries.</summary>
public readonly record struct NatsJSSequencePair(ulong Stream, ulong Consumer);
