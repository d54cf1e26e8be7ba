using NATS.Client.JetStream.Delivery;

namespace NATS.Client.JetStream.Ordered;

/// <summary>How far ordered deliveries have come. Within one consumer they are numbered without gaps from 1.</summary>
internal sealed class OrderedPosition
{
    private ulong _consumerSequence;

    /// <summary>Last message accepted; 0 where there is none to go on from.</summary>
    public ulong StreamSequence { get; private set; }

    /// <summary>Where to go on if the first consumer is lost before it has delivered anything.</summary>
    public void BeginAfter(ulong streamSequence) => StreamSequence = streamSequence;

    /// <summary>Messages of a new consumer begin anew.</summary>
    public void OnConsumerMade() => _consumerSequence = 0;

    /// <summary>False when something is missing before this message.</summary>
    public bool TryAccept(in AckSubject delivered)
    {
        if (delivered.ConsumerSequence != _consumerSequence + 1)
        {
            return false;
        }

        _consumerSequence = delivered.ConsumerSequence;
        StreamSequence = delivered.StreamSequence;
        return true;
    }

    /// <summary>False when a heartbeat tells of a delivery that did not arrive.</summary>
    public bool HasAll(ulong lastConsumerSequence) => lastConsumerSequence <= _consumerSequence;
}
