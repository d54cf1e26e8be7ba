namespace DropFour.Table;

/// <summary>What the page says: <c>{"type":"drop","column":3}</c> (0 to 6) or <c>{"type":"rematch"}</c>.</summary>
internal sealed record PlayerRequest(string? Type, int? Column);
