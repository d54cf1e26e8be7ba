using System.Collections.Immutable;

namespace DropFour.Game;

/// <summary>Seven columns, six rows. Cells are numbered row by row from the top left, as one reads.</summary>
internal sealed record Board
{
    public const int Columns = 7;
    public const int Rows = 6;
    public const int ToWin = 4;

    /// <summary>Right, down and the two diagonals; each line is found from either of its ends.</summary>
    private static readonly (int Column, int Row)[] Directions = [(1, 0), (0, 1), (1, 1), (1, -1)];

    private Board(ImmutableArray<Disc> cells) => Cells = cells;

    public static Board Empty { get; } = new([.. Enumerable.Repeat(Disc.None, Columns * Rows)]);

    public ImmutableArray<Disc> Cells { get; }

    public bool IsFull => !Cells.Contains(Disc.None);

    public Disc this[int column, int row] => Cells[At(column, row)];

    public static int At(int column, int row) => row * Columns + column;

    /// <summary>The cell a disc would come to rest in; null when the column is full. The column must exist.</summary>
    public int? Landing(int column)
    {
        for (var row = Rows - 1; row >= 0; row--)
        {
            if (this[column, row] == Disc.None)
            {
                return At(column, row);
            }
        }

        return null;
    }

    public Board With(int cell, Disc disc) => new(Cells.SetItem(cell, disc));

    /// <summary>All cells of the lines of four or more that go through <paramref name="cell"/>, in order; empty when there is none.</summary>
    public ImmutableArray<int> LinesThrough(int cell)
    {
        var (column, row) = (cell % Columns, cell / Columns);
        var cells = new SortedSet<int>();
        foreach (var (right, down) in Directions)
        {
            var line = Run(column, row, right, down).Concat(Run(column, row, -right, -down)).Append(cell).ToList();
            if (line.Count >= ToWin)
            {
                cells.UnionWith(line);
            }
        }

        return [.. cells];
    }

    /// <summary>The cells of the same colour beyond the given one, in one direction.</summary>
    private IEnumerable<int> Run(int column, int row, int right, int down)
    {
        var disc = this[column, row];
        if (disc == Disc.None)
        {
            yield break;
        }

        for (column += right, row += down; IsInside(column, row) && this[column, row] == disc; column += right, row += down)
        {
            yield return At(column, row);
        }
    }

    private static bool IsInside(int column, int row) => column is >= 0 and < Columns && row is >= 0 and < Rows;
}
