namespace DropFour.Game;

/// <summary>What became of a move.</summary>
internal enum MoveVerdict
{
    Played,
    Over,
    NotYourTurn,
    NoSuchColumn,
    ColumnFull,
}
