namespace Plane.Drone.Proxy.Revoking;

/// <summary>Some of the open exchanges. The lock is its own and held for a few instructions, save when somebody's tokens are revoked.</summary>
internal sealed class ExchangeList
{
    private readonly Lock _gate = new();
    private readonly LinkedList<OpenExchange> _open = new();

    public void Add(LinkedListNode<OpenExchange> place)
    {
        lock (_gate)
        {
            _open.AddLast(place);
        }
    }

    public void Remove(LinkedListNode<OpenExchange> place)
    {
        lock (_gate)
        {
            _open.Remove(place);
        }
    }

    /// <summary>Cuts the connections of exchanges whose ticket was made before a revocation of its user.</summary>
    /// <returns>How many.</returns>
    public int Cut(string revocationKey, ulong revision)
    {
        var cut = 0;
        lock (_gate)
        {
            foreach (var exchange in _open)
            {
                if (exchange.Ticket.Revision < revision && exchange.Ticket.RevocationKey == revocationKey)
                {
                    // Under the lock: an exchange that is not removed yet is still this request, and not the connection's next one.
                    exchange.Context.Abort();
                    cut++;
                }
            }
        }

        return cut;
    }
}
