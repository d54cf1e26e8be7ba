namespace NATS.Client.JetStream;

/// <summary>A message with this id was stored before; <see cref="Sequence"/> is that one's.</summary>
public class NatsJSDuplicateMessageException : NatsJSException
{
    internal NatsJSDuplicateMessageException(ulong sequence)
        : base($"Duplicate of the message with sequence {sequence}.") => Sequence = sequence;

    public ulong Sequence { get; }
}
