namespace DropFour.Table;

/// <summary>A player's place at the table.</summary>
/// <param name="Session">The random id that the player's browser tab made up; known to nobody else.</param>
/// <param name="FreeAt">While the player is away: when the place is given up. Null while connected.</param>
/// <param name="Wins">Rounds won from this seat.</param>
/// <param name="WantsRematch">Said so since the round ended.</param>
internal sealed record Seat(string Session, DateTimeOffset? FreeAt = null, int Wins = 0, bool WantsRematch = false);
