using Plane.Drone.Proxy.Tokens;

namespace Plane.Drone.Proxy.Revoking;

/// <summary>One request, stream or socket of a user that is under way. Disposing it says that it is over.</summary>
internal sealed class OpenExchange : IDisposable
{
    private readonly ExchangeList _list;
    private readonly LinkedListNode<OpenExchange> _place;

    public OpenExchange(ExchangeList list, HttpContext context, Ticket ticket)
    {
        (_list, Context, Ticket) = (list, context, ticket);
        _place = new LinkedListNode<OpenExchange>(this);
        list.Add(_place);
    }

    public HttpContext Context { get; }

    public Ticket Ticket { get; }

    public void Dispose() => _list.Remove(_place);
}
