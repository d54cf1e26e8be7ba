namespace Plane.Drone.Routing;

/// <summary>One request, stream or socket that reaches a backend now. Disposing it says that it has ended; more than once does no harm.</summary>
public sealed class OpenConnection : IDisposable
{
    private LedgerPage? _page;

    internal OpenConnection(LedgerPage page)
    {
        _page = page;
        Closing = page.Closing;
    }

    /// <summary>Fires when the supervisor orders the backend's connections closed.</summary>
    public CancellationToken Closing { get; }

    public void Dispose() => Interlocked.Exchange(ref _page, null)?.Leave();
}
