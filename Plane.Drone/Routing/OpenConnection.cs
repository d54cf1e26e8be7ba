namespace Plane.Drone.Routing;

/// <summary>One request, stream or socket that reaches a backend now. Disposing it says that it has ended; more than once does no harm.</summary>
public sealed class OpenConnection : IDisposable
{
    private readonly LastByte? _bytes;
    private LedgerPage? _page;

    internal OpenConnection(LedgerPage page, in ConnectionFacts facts, TimeSpan opened, LastByte? bytes, bool counts)
    {
        Counts = counts;
        _bytes = bytes;
        _page = page;
        Facts = facts;
        Opened = opened;
        Closing = page.Closing;
    }

    public ConnectionFacts Facts { get; }

    /// <summary>On the drone's monotonic clock.</summary>
    public TimeSpan Opened { get; }

    /// <summary>When a byte last went either way; at first, and where nobody marks them, when it was opened.</summary>
    public TimeSpan LastByte => _bytes?.At is { } at && at > Opened ? at : Opened;

    /// <summary>Fires when the supervisor orders the backend's connections closed.</summary>
    public CancellationToken Closing { get; }

    /// <summary>Whether it keeps the backend alive. The page alone may change it.</summary>
    public bool Counts { get; internal set; }

    /// <summary>Changes that; nothing happens once it has ended.</summary>
    public void Count(bool counts) => Volatile.Read(ref _page)?.Count(this, counts);

    internal bool IsListed { get; set; } = true;

    /// <summary>Its neighbours in the page's list, which alone may touch them.</summary>
    internal OpenConnection? Older { get; set; }

    internal OpenConnection? Newer { get; set; }

    public void Dispose() => Interlocked.Exchange(ref _page, null)?.Leave(this);
}
