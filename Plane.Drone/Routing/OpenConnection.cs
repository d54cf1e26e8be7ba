namespace Plane.Drone.Routing;

/// <summary>One request, stream or socket that reaches a backend now. Disposing it says that it has ended; more than once does no harm.</summary>
public sealed class OpenConnection : IDisposable
{
    private LedgerPage? _page;

    internal OpenConnection(LedgerPage page, in ConnectionFacts facts, TimeSpan opened)
    {
        _page = page;
        Facts = facts;
        Opened = opened;
        Closing = page.Closing;
    }

    public ConnectionFacts Facts { get; }

    /// <summary>On the drone's monotonic clock.</summary>
    public TimeSpan Opened { get; }

    /// <summary>Fires when the supervisor orders the backend's connections closed.</summary>
    public CancellationToken Closing { get; }

    /// <summary>Its neighbours in the page's list, which alone may touch them.</summary>
    internal OpenConnection? Older { get; set; }

    internal OpenConnection? Newer { get; set; }

    public void Dispose() => Interlocked.Exchange(ref _page, null)?.Leave(this);
}
