using System.Text.Json;
using DropFour.Table;

namespace DropFour.Sockets;

/// <summary>The one table of this process: takes turns with those who come, go and speak, and shows all of them the result.</summary>
internal sealed class TableHost(TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Visitor> _visitors = [];
    private TableState _table = TableState.Empty;
    private ITimer? _expiry;

    public void Arrive(Visitor visitor)
    {
        lock (_gate)
        {
            if (_visitors.Remove(visitor.Session, out var older))
            {
                older.Replace();
            }

            _visitors.Add(visitor.Session, visitor);
            Become_NeedsLock(_table.Arrive(visitor.Session));
        }
    }

    public void Leave(Visitor visitor)
    {
        lock (_gate)
        {
            // One that was replaced is not leaving: its session is still here.
            if (_visitors.TryGetValue(visitor.Session, out var current) && current == visitor)
            {
                _visitors.Remove(visitor.Session);
                Become_NeedsLock(_table.Leave(visitor.Session, time.GetUtcNow()));
            }
        }
    }

    /// <summary>A request that is out of turn or unknown changes nothing; the page is shown the table as it is.</summary>
    public void Hear(Visitor visitor, PlayerRequest request)
    {
        lock (_gate)
        {
            Become_NeedsLock(request switch
            {
                { Type: "drop", Column: { } column } => _table.Drop(visitor.Session, column).Table,
                { Type: "rematch" } => _table.Rematch(visitor.Session),
                _ => _table,
            });
        }
    }

    public void Dispose() => _expiry?.Dispose();

    private void Expire()
    {
        lock (_gate)
        {
            var table = _table.Expire(time.GetUtcNow());
            foreach (var session in _visitors.Keys)
            {
                table = table.Arrive(session); // a spectator moves up
            }

            Become_NeedsLock(table);
        }
    }

    private void Become_NeedsLock(TableState table)
    {
        _table = table;
        var now = time.GetUtcNow();
        foreach (var visitor in _visitors.Values)
        {
            var view = TableView.For(table, visitor.Session, _visitors.Count, now);
            visitor.Show(JsonSerializer.SerializeToUtf8Bytes(view, TableJson.Default.TableView));
        }

        _expiry?.Dispose();
        _expiry = table.NextExpiry is { } at
            ? time.CreateTimer(static host => ((TableHost)host!).Expire(), this, Positive(at - now), Timeout.InfiniteTimeSpan)
            : null;
    }

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;
}
