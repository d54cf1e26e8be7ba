using System.Collections.Concurrent;
using Plane.Domain.Identity;

namespace Plane.Drone.Routing;

/// <summary>
/// Counts what is open towards each backend of this drone, whichever proxy it came through: in-flight requests, streams, sockets. The proxy
/// enters, the supervisor reads, and once the supervisor has sealed a backend there is no way in any more.
/// </summary>
public sealed class ConnectionLedger(TimeProvider clock)
{
    private readonly ConcurrentDictionary<BackendId, LedgerPage> _pages = new();
    private bool _isPartial;

    /// <summary>Connections are open that are not counted here yet: a proxy in a process of its own has not told of them. Everything counts as in use then.</summary>
    public bool IsPartial
    {
        get => Volatile.Read(ref _isPartial);
        set => Volatile.Write(ref _isPartial, value);
    }

    /// <summary>Counts one more until the result is disposed.</summary>
    /// <param name="bytes">Of the client's connection; null where nobody marks them.</param>
    /// <returns>Null once the backend is sealed.</returns>
    public OpenConnection? Enter(BackendId backend, ConnectionFacts facts = default, LastByte? bytes = null) => PageOf(backend).Enter(facts, bytes, counts: true, int.MaxValue, out _);

    /// <summary>The same for one that may not be use of the backend, and where there is a limit.</summary>
    /// <param name="counts">Whether it keeps the backend alive. One that does not is listed and closed with the others.</param>
    /// <param name="most">That may be open, counted or not.</param>
    /// <param name="isFull">They are.</param>
    /// <returns>Null once the backend is sealed, and where <paramref name="isFull"/>.</returns>
    public OpenConnection? Enter(BackendId backend, in ConnectionFacts facts, LastByte? bytes, bool counts, int most, out bool isFull) =>
        PageOf(backend).Enter(facts, bytes, counts, most, out isFull);

    /// <summary>The first look at a backend counts as a change: its idle clock begins then.</summary>
    public BackendUse UseOf(BackendId backend) => PageOf(backend).Use;

    /// <summary>How many count now; 0 of a backend that nobody has looked at.</summary>
    public int OpenOf(BackendId backend) => _pages.TryGetValue(backend, out var page) ? page.Use.Open : 0;

    /// <summary><see cref="UseOf"/> with what is known of its connections, oldest first.</summary>
    /// <param name="limit">Connections at most.</param>
    public UseDetail DetailOf(BackendId backend, int limit) => PageOf(backend).Detail(limit);

    /// <summary>Sets the idle clock back to now, as a connect does.</summary>
    /// <returns>False once the backend is sealed: it is about to stop, and this came too late.</returns>
    public bool Touch(BackendId backend) => PageOf(backend).Touch();

    /// <summary>
    /// Seals the backend if nothing was opened, closed or touched since <paramref name="seen"/>. Atomic: of a seal and an <see cref="Enter(BackendId, ConnectionFacts, LastByte?)"/>
    /// or <see cref="Touch"/> at the same moment exactly one wins.
    /// </summary>
    public bool TrySeal(BackendId backend, BackendUse seen) => !IsPartial && PageOf(backend).TrySeal(seen);

    /// <summary>Seals it whoever is connected. What is open stays open.</summary>
    public void Seal(BackendId backend) => PageOf(backend).TrySeal(seen: null);

    /// <summary>Seals it and ends what is open, through <see cref="OpenConnection.Closing"/>.</summary>
    public void OrderClose(BackendId backend) => PageOf(backend).OrderClose();

    /// <summary>Fires with <see cref="OrderClose"/>.</summary>
    public CancellationToken ClosingOf(BackendId backend) => PageOf(backend).Closing;

    /// <summary>The same for every backend: the program stops.</summary>
    public void OrderCloseAll()
    {
        foreach (var page in _pages.Values)
        {
            page.OrderClose();
        }
    }

    /// <summary>
    /// Completes when use next begins or ends, or the backend is touched or sealed. Ask for it before looking at <see cref="UseOf"/>, or a change
    /// in between is slept through. Cheapest for everybody: await it only while something is open, else sleep until the idle time is over and look again.
    /// Who gives up waiting other than by <paramref name="token"/> passes none: the task is then the same for all until it completes.
    /// </summary>
    public Task ChangedAsync(BackendId backend, CancellationToken token) => PageOf(backend).Changed().WaitAsync(token);

    /// <summary>Drops a backend that is gone. Connections still open end without being counted.</summary>
    public void Forget(BackendId backend)
    {
        if (_pages.TryRemove(backend, out var page))
        {
            // Whoever holds the page must not get in, and whoever waits on it must wake.
            page.TrySeal(seen: null);
        }
    }

    private LedgerPage PageOf(BackendId backend) => _pages.GetOrAdd(backend, static (_, clock) => new LedgerPage(clock), clock);
}
