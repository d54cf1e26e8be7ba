namespace DropFour.Table;

/// <param name="Connected">False while the player is away and may come back.</param>
/// <param name="KeptSeconds">How much longer an absent player's seat is kept; null while connected.</param>
/// <param name="Wins">Rounds won.</param>
/// <param name="WantsRematch">Waits for the other to agree.</param>
internal sealed record SeatView(bool Connected, int? KeptSeconds, int Wins, bool WantsRematch)
{
    public static SeatView? For(Seat? seat, DateTimeOffset now) =>
        seat is null ? null : new SeatView(seat.FreeAt is null, Left(seat.FreeAt, now), seat.Wins, seat.WantsRematch);

    private static int? Left(DateTimeOffset? at, DateTimeOffset now) =>
        at is null ? null : Math.Max(0, (int)Math.Ceiling((at.Value - now).TotalSeconds));
}
