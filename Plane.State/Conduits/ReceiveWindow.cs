namespace Plane.State.Conduits;

/// <summary>What one end of a conduit has received, in order, and how much of it was dealt with. No IO; not thread-safe.</summary>
internal sealed class ReceiveWindow
{
    /// <summary>So much dealt with, and the other end is told at once.</summary>
    private const int TellAfter = SendWindow.Size / 4;
    private readonly Queue<ConduitMessage> _waiting = new();
    private int _untold;

    /// <summary>Up to here all is there.</summary>
    public ulong Received { get; private set; }

    public ulong Consumed { get; private set; }

    /// <returns>False where messages before it are missing.</returns>
    public bool Add(ulong number, ConduitMessage message)
    {
        if (number != Received + 1)
        {
            return number <= Received;
        }

        Received = number;
        _waiting.Enqueue(message);
        return true;
    }

    public bool TryTake(out ConduitMessage message) => _waiting.TryDequeue(out message);

    /// <summary>The next one in order was dealt with.</summary>
    /// <returns>Whether it is time to say so.</returns>
    public bool Consume(ConduitMessage message)
    {
        Consumed++;
        _untold += SendWindow.CostOf(message.Payload.Length + ConduitFrame.DataHeader);
        return _untold >= TellAfter;
    }

    /// <summary>The other end is told how this one stands.</summary>
    public void Told() => _untold = 0;
}
