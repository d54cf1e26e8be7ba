using Plane.State.Time;

namespace Plane.Drone.Routing;

/// <summary>One backend's connections. The lock is its own and held for a few instructions.</summary>
#pragma warning disable CA1001 // The source has no timer, so holds nothing to dispose of; connections may look at its token after the page was dropped.
internal sealed class LedgerPage(TimeProvider clock)
#pragma warning restore CA1001
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();

    private BackendUse _use = new(0, clock.Elapsed());
    private bool _sealed;

    // Besides those that count, those that do not.
    private int _listed;
    private TaskCompletionSource? _changed;

    // Linked through the connections themselves, so that being listed costs them nothing.
    private OpenConnection? _oldest;
    private OpenConnection? _newest;

    public CancellationToken Closing => _closing.Token;

    public BackendUse Use
    {
        get
        {
            lock (_gate)
            {
                return _use;
            }
        }
    }

    public UseDetail Detail(int limit)
    {
        lock (_gate)
        {
            var listed = new List<(ConnectionFacts, TimeSpan, TimeSpan)>(Math.Min(limit, _listed));
            for (var connection = _oldest; connection is not null && listed.Count < limit; connection = connection.Newer)
            {
                listed.Add((connection.Facts, connection.Opened, connection.LastByte));
            }

            return new UseDetail(_use, listed);
        }
    }

    public OpenConnection? Enter(in ConnectionFacts facts, LastByte? bytes, bool counts, int most, out bool isFull)
    {
        OpenConnection connection;
        TaskCompletionSource? changed;
        lock (_gate)
        {
            isFull = !_sealed && _listed >= most;
            if (_sealed || isFull)
            {
                return null;
            }

            _listed++;
            changed = counts ? Change_NeedsLock(_use.Open + 1) : null;
            connection = new OpenConnection(this, facts, counts ? _use.LastChange : clock.Elapsed(), bytes, counts) { Older = _newest };
            if (_newest is null)
            {
                _oldest = connection;
            }
            else
            {
                _newest.Newer = connection;
            }

            _newest = connection;
        }

        changed?.SetResult();
        return connection;
    }

    public void Leave(OpenConnection connection)
    {
        TaskCompletionSource? changed;
        lock (_gate)
        {
            changed = connection.Counts ? Change_NeedsLock(_use.Open - 1) : null;
            _listed--;
            Unlist_NeedsLock(connection);
            connection.IsListed = false;
        }

        changed?.SetResult();
    }

    public void Count(OpenConnection connection, bool counts)
    {
        TaskCompletionSource? changed = null;
        lock (_gate)
        {
            if (connection.IsListed && connection.Counts != counts)
            {
                connection.Counts = counts;
                changed = Change_NeedsLock(_use.Open + (counts ? 1 : -1));
            }
        }

        changed?.SetResult();
    }

    /// <returns>False once sealed.</returns>
    public bool Touch()
    {
        TaskCompletionSource? changed;
        lock (_gate)
        {
            if (_sealed)
            {
                return false;
            }

            changed = Change_NeedsLock(_use.Open) ?? Take_NeedsLock();
        }

        changed?.SetResult();
        return true;
    }

    /// <param name="seen">Null seals whatever happened.</param>
    public bool TrySeal(BackendUse? seen)
    {
        TaskCompletionSource? changed;
        lock (_gate)
        {
            if (seen is { } expected && expected != _use)
            {
                return false;
            }

            _sealed = true;
            changed = Take_NeedsLock();
        }

        changed?.SetResult();
        return true;
    }

    public void OrderClose()
    {
        TrySeal(seen: null);
        _closing.Cancel();
    }

    public Task Changed()
    {
        lock (_gate)
        {
            return (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <returns>Whom to wake: only where use begins or ends, so that a busy backend's supervisor sleeps on.</returns>
    private TaskCompletionSource? Change_NeedsLock(int open)
    {
        var turns = open == 0 || _use.Open == 0;
        var now = clock.Elapsed();
        _use = new BackendUse(open, now > _use.LastChange ? now : _use.LastChange + TimeSpan.FromTicks(1));
        return turns ? Take_NeedsLock() : null;
    }

    private void Unlist_NeedsLock(OpenConnection connection)
    {
        if (connection.Older is { } older)
        {
            older.Newer = connection.Newer;
        }
        else
        {
            _oldest = connection.Newer;
        }

        if (connection.Newer is { } newer)
        {
            newer.Older = connection.Older;
        }
        else
        {
            _newest = connection.Older;
        }
    }

    private TaskCompletionSource? Take_NeedsLock()
    {
        var changed = _changed;
        _changed = null;
        return changed;
    }
}
