namespace NATS.Client.JetStream.Pull;

/// <summary>Pulls find nobody who serves them: the consumer is gone, or its servers are.</summary>
internal sealed class NatsJSNoConsumerException(PullTarget target)
    : NatsJSException($"Nobody serves consumer {target.Consumer} of stream {target.Stream}.");
