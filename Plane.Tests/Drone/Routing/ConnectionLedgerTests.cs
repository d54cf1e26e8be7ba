using Peers;
using Plane.Domain.Identity;
using Plane.Drone.Routing;
using Plane.State.Time;

namespace Plane.Tests.Drone.Routing;

public sealed class ConnectionLedgerTests
{
    private static readonly BackendId Backend = BackendId.Parse("b1");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly ManualTimeProvider _clock = new();
    private readonly ConnectionLedger _ledger;

    public ConnectionLedgerTests() => _ledger = new ConnectionLedger(_clock);

    [Fact]
    public void Connections_count_until_they_are_disposed()
    {
        using var first = _ledger.Enter(Backend);
        var second = _ledger.Enter(Backend);
        Assert.Equal(2, _ledger.UseOf(Backend).Open);

        second!.Dispose();
        second.Dispose();
        Assert.Equal(1, _ledger.UseOf(Backend).Open);
    }

    [Fact]
    public void Open_connections_are_listed_oldest_first_whichever_of_them_ends()
    {
        var opened = Enumerable.Range(0, 4).Select(i => _ledger.Enter(Backend, new ConnectionFacts("203.0.113.9", RouteKind.Token, "GET", $"/{i}", null))!).ToArray();

        opened[1].Dispose();
        Assert.Equal(["/0", "/2", "/3"], Paths());
        opened[0].Dispose();
        opened[3].Dispose();
        Assert.Equal(["/2"], Paths());
        using var later = _ledger.Enter(Backend, new ConnectionFacts("203.0.113.9", RouteKind.Host, "GET", "/4", null));
        Assert.Equal(["/2", "/4"], Paths());
        Assert.Single(_ledger.DetailOf(Backend, limit: 1).Oldest);
        opened[2].Dispose();
        Assert.Equal(["/4"], Paths());

        IEnumerable<string> Paths() => _ledger.DetailOf(Backend, limit: 10).Oldest.Select(static one => one.Facts.Path);
    }

    [Fact]
    public void The_idle_clock_starts_when_the_last_connection_closes()
    {
        var connection = _ledger.Enter(Backend);
        _clock.Advance(TimeSpan.FromMinutes(5));
        connection!.Dispose();

        Assert.Equal(_clock.Elapsed(), _ledger.UseOf(Backend).LastChange);
    }

    [Fact]
    public void A_backend_is_sealed_if_nothing_happened_since_it_was_looked_at()
    {
        var seen = _ledger.UseOf(Backend);

        Assert.True(_ledger.TrySeal(Backend, seen));
        Assert.Null(_ledger.Enter(Backend));
        Assert.False(_ledger.Touch(Backend));
    }

    [Fact]
    public void A_request_that_came_and_went_at_the_same_instant_stops_the_seal()
    {
        var seen = _ledger.UseOf(Backend);
        _ledger.Enter(Backend)!.Dispose();

        Assert.False(_ledger.TrySeal(Backend, seen));
        Assert.NotNull(_ledger.Enter(Backend));
    }

    [Fact]
    public void A_touch_stops_the_seal()
    {
        var seen = _ledger.UseOf(Backend);
        Assert.True(_ledger.Touch(Backend));

        Assert.False(_ledger.TrySeal(Backend, seen));
    }

    [Fact]
    public void An_order_to_close_reaches_what_is_open_and_lets_nobody_in()
    {
        using var connection = _ledger.Enter(Backend);
        _ledger.OrderClose(Backend);

        Assert.True(connection!.Closing.IsCancellationRequested);
        Assert.Null(_ledger.Enter(Backend));
        Assert.Equal(1, _ledger.UseOf(Backend).Open);
    }

    [Fact]
    public void A_seal_leaves_open_what_is_open()
    {
        using var connection = _ledger.Enter(Backend);
        _ledger.Seal(Backend);

        Assert.False(connection!.Closing.IsCancellationRequested);
    }

    [Fact]
    public async Task The_end_of_use_wakes_who_waits_for_it_and_a_second_connection_does_not()
    {
        using var first = _ledger.Enter(Backend);
        var changed = _ledger.ChangedAsync(Backend, CancellationToken.None);
        _ledger.Enter(Backend)!.Dispose();
        Assert.False(changed.IsCompleted);

        first!.Dispose();
        await changed.WaitAsync(Limit);
    }

    [Fact]
    public async Task A_touch_a_seal_and_forgetting_wake_who_waits()
    {
        foreach (var act in new Action<BackendId>[] { id => _ledger.Touch(id), _ledger.Seal, _ledger.Forget })
        {
            var changed = _ledger.ChangedAsync(Backend, CancellationToken.None);
            act(Backend);
            await changed.WaitAsync(Limit);
        }
    }

    [Fact]
    public void A_connection_that_outlives_its_backend_does_no_harm()
    {
        var connection = _ledger.Enter(Backend);
        _ledger.Forget(Backend);
        connection!.Dispose();

        Assert.Equal(0, _ledger.UseOf(Backend).Open);
    }

    [Fact]
    public async Task Under_many_threads_a_seal_never_shuts_anybody_in()
    {
        for (var round = 0; round < 200; round++)
        {
            var ledger = new ConnectionLedger(TimeProvider.System);
            var entered = 0;
            var seen = ledger.UseOf(Backend);
            using var start = new Barrier(5);
            var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                start.SignalAndWait();
                for (var i = 0; i < 50; i++)
                {
                    if (ledger.Enter(Backend) is { } connection)
                    {
                        Interlocked.Increment(ref entered);
                        connection.Dispose();
                    }
                }
            })).ToArray();
            var supervisor = Task.Run(() =>
            {
                start.SignalAndWait();
                return ledger.TrySeal(Backend, seen);
            });

            await Task.WhenAll(clients);
            Assert.Equal(await supervisor ? 0 : 200, entered);
            Assert.Equal(0, ledger.UseOf(Backend).Open);
        }
    }
}
