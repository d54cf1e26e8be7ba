using DropFour.Game;

namespace Plane.Tests.Samples.DropFour;

public sealed class RulesTests
{
    [Fact]
    public void Discs_stack_from_the_bottom_of_their_column()
    {
        var match = Played(3, 3);

        Assert.Equal(Disc.First, match.Board[3, 5]);
        Assert.Equal(Disc.Second, match.Board[3, 4]);
        Assert.Equal(Board.At(3, 4), match.Last);
        Assert.Equal(Disc.First, match.Turn);
    }

    [Theory]
    [InlineData(new[] { 0, 0, 1, 1, 2, 2, 3 }, new[] { 35, 36, 37, 38 })]
    [InlineData(new[] { 3, 4, 3, 4, 3, 4, 3 }, new[] { 17, 24, 31, 38 })]
    [InlineData(new[] { 0, 1, 1, 2, 2, 3, 2, 3, 3, 6, 3 }, new[] { 17, 23, 29, 35 })]
    [InlineData(new[] { 3, 2, 2, 1, 1, 0, 1, 0, 0, 6, 0 }, new[] { 14, 22, 30, 38 })]
    [InlineData(new[] { 0, 0, 1, 1, 2, 2, 4, 4, 5, 5, 3 }, new[] { 35, 36, 37, 38, 39, 40 })]
    public void Four_or_more_in_a_line_win(int[] columns, int[] line)
    {
        var match = Played(columns);

        Assert.Equal(Disc.First, match.Winner);
        Assert.Equal(line, match.Line);
        Assert.True(match.IsOver);
    }

    [Fact]
    public void A_line_does_not_go_on_round_the_edge()
    {
        var match = Played(4, 0, 5, 1, 6, 2, 0);

        Assert.False(match.IsOver);
    }

    [Fact]
    public void A_full_board_without_a_line_is_a_draw()
    {
        var match = Played([.. "545062455041104565311226266362030334314210".Select(digit => digit - '0')]);

        Assert.True(match.Board.IsFull);
        Assert.True(match.IsDraw);
    }

    [Fact]
    public void What_is_against_the_rules_changes_nothing_and_says_why()
    {
        var full = Played(2, 2, 2, 2, 2, 2);

        Assert.Equal((full, MoveVerdict.ColumnFull), full.Play(Disc.First, 2));
        Assert.Equal((full, MoveVerdict.NotYourTurn), full.Play(Disc.Second, 3));
        Assert.Equal((full, MoveVerdict.NotYourTurn), full.Play(Disc.None, 3));
        Assert.Equal((full, MoveVerdict.NoSuchColumn), full.Play(Disc.First, 7));
        Assert.Equal((full, MoveVerdict.NoSuchColumn), full.Play(Disc.First, -1));
        var won = Played(0, 0, 1, 1, 2, 2, 3);
        Assert.Equal((won, MoveVerdict.Over), won.Play(Disc.Second, 3));
    }

    [Fact]
    public void The_other_one_begins_the_next_round() =>
        Assert.Equal(Disc.Second, Played(0, 0, 1, 1, 2, 2, 3).Next().Turn);

    private static Match Played(params int[] columns) =>
        columns.Aggregate(Match.Begin(Disc.First), (match, column) => match.Play(match.Turn, column).Match);
}
