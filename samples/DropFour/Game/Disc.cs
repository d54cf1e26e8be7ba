namespace DropFour.Game;

/// <summary>What a cell holds, and whose turn it is. The numbers are what the page reads.</summary>
internal enum Disc
{
    None = 0,
    First = 1,
    Second = 2,
}
