using DropFour.Game;
using DropFour.Table;

namespace Plane.Tests.Samples.DropFour;

public sealed class SeatTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_two_play_and_the_third_watches()
    {
        var table = TableState.Empty.Arrive("a").Arrive("b").Arrive("c");

        Assert.Equal([Disc.First, Disc.Second, Disc.None], new[] { "a", "b", "c" }.Select(table.SeatOf));
        Assert.Equal(MoveVerdict.NotYourTurn, table.Drop("c", 0).Verdict);
    }

    [Fact]
    public void Nobody_moves_alone() =>
        Assert.Equal(MoveVerdict.NotYourTurn, TableState.Empty.Arrive("a").Drop("a", 0).Verdict);

    [Fact]
    public void Who_comes_back_in_time_has_the_seat_and_the_round_as_they_were()
    {
        var table = TableState.Empty.Arrive("a").Arrive("b").Drop("a", 3).Table;

        var back = table.Leave("b", Now).Expire(Now + TableState.SeatKept - TimeSpan.FromSeconds(1)).Arrive("b");

        Assert.Equal(table, back);
    }

    [Fact]
    public void Who_stays_away_loses_the_seat_to_the_next_one_and_a_new_round_begins()
    {
        var left = TableState.Empty.Arrive("a").Arrive("b").Drop("a", 3).Table.Leave("b", Now);

        var table = left.Expire(left.NextExpiry!.Value).Arrive("c");

        Assert.Equal(Now + TableState.SeatKept, left.NextExpiry);
        Assert.Equal(Disc.Second, table.SeatOf("c"));
        Assert.Equal(Disc.None, table.SeatOf("b"));
        Assert.Equal(Match.Begin(Disc.First), table.Match);
    }

    [Fact]
    public void A_rematch_needs_both_and_keeps_the_score()
    {
        var over = new[] { ("a", 0), ("b", 0), ("a", 1), ("b", 1), ("a", 2), ("b", 2), ("a", 3) }
            .Aggregate(TableState.Empty.Arrive("a").Arrive("b"), (table, move) => table.Drop(move.Item1, move.Item2).Table);

        var one = over.Rematch("b");
        var both = one.Rematch("a");

        Assert.Equal((true, true), (over.Match.IsOver, one.Match.IsOver));
        Assert.Equal((Disc.Second, 1, 0), (both.Match.Turn, both.First!.Wins, both.Second!.Wins));
        Assert.Equal(both, both.Rematch("a"));
    }
}
