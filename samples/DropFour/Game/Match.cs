using System.Collections.Immutable;

namespace DropFour.Game;

/// <summary>One round, from the empty board to four in a row or a full board. Each move makes a new one.</summary>
internal sealed record Match
{
    private Match(Board board, Disc turn, Disc starter)
    {
        Board = board;
        Turn = turn;
        Starter = starter;
    }

    public Board Board { get; private init; }

    /// <summary>Whose move it is; <see cref="Disc.None"/> once the round is over.</summary>
    public Disc Turn { get; private init; }

    public Disc Starter { get; private init; }

    /// <summary><see cref="Disc.None"/> while nobody has won, also after a draw.</summary>
    public Disc Winner { get; private init; }

    /// <summary>The winning cells; empty while nobody has won.</summary>
    public ImmutableArray<int> Line { get; private init; } = [];

    /// <summary>Where the last disc came to rest; null on an empty board.</summary>
    public int? Last { get; private init; }

    public bool IsOver => Turn == Disc.None;

    public bool IsDraw => IsOver && Winner == Disc.None;

    public static Match Begin(Disc starter) => new(Board.Empty, starter, starter);

    public static Disc Other(Disc disc) => disc == Disc.First ? Disc.Second : Disc.First;

    /// <summary>The match after the move, or the same one and why it was refused.</summary>
    public (Match Match, MoveVerdict Verdict) Play(Disc player, int column)
    {
        if (IsOver)
        {
            return (this, MoveVerdict.Over);
        }

        if (player != Turn)
        {
            return (this, MoveVerdict.NotYourTurn);
        }

        if (column is < 0 or >= Board.Columns)
        {
            return (this, MoveVerdict.NoSuchColumn);
        }

        return Board.Landing(column) is { } cell ? (Place(player, cell), MoveVerdict.Played) : (this, MoveVerdict.ColumnFull);
    }

    /// <summary>A fresh round: whoever did not begin this one begins.</summary>
    public Match Next() => Begin(Other(Starter));

    private Match Place(Disc player, int cell)
    {
        var board = Board.With(cell, player);
        var line = board.LinesThrough(cell);
        var won = line.Length > 0;
        return this with
        {
            Board = board,
            Last = cell,
            Line = line,
            Winner = won ? player : Disc.None,
            Turn = won || board.IsFull ? Disc.None : Other(player),
        };
    }
}
