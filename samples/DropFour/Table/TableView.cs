using DropFour.Game;

namespace DropFour.Table;

/// <summary>All that the page shows; sent whole at every change, so that a page that missed some is right again.</summary>
/// <param name="You">The seat of whoever reads this; None for a spectator.</param>
/// <param name="Cells">42 cells, row by row from the top left.</param>
/// <param name="Turn">None once the round is over.</param>
/// <param name="Winner">None while nobody has won.</param>
/// <param name="Draw">Over, and nobody has won.</param>
/// <param name="Line">The winning cells.</param>
/// <param name="Last">Where the last disc came to rest.</param>
/// <param name="Discs">How many have been played: tells a new move from a repeated view.</param>
/// <param name="Seats">First and second; null where nobody sits.</param>
/// <param name="Spectators">Connected, but not seated.</param>
internal sealed record TableView(
    Disc You, IReadOnlyList<int> Cells, Disc Turn, Disc Winner, bool Draw, IReadOnlyList<int> Line, int? Last, int Discs,
    IReadOnlyList<SeatView?> Seats, int Spectators)
{
    /// <param name="table">The table as it is now.</param>
    /// <param name="session">Who is to read it.</param>
    /// <param name="connected">Sessions connected, seated or not.</param>
    /// <param name="now">For what is left of the time that seats are kept.</param>
    public static TableView For(TableState table, string session, int connected, DateTimeOffset now)
    {
        var match = table.Match;
        var cells = match.Board.Cells.Select(disc => (int)disc).ToArray();
        return new TableView(
            table.SeatOf(session), cells, table.IsComplete ? match.Turn : Disc.None, match.Winner, match.IsDraw,
            [.. match.Line], match.Last, cells.Count(cell => cell != 0),
            [SeatView.For(table.First, now), SeatView.For(table.Second, now)],
            connected - Present(table.First) - Present(table.Second));
    }

    private static int Present(Seat? seat) => seat is { FreeAt: null } ? 1 : 0;
}
