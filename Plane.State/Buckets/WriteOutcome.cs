namespace Plane.State.Buckets;

public enum WriteResult
{
    Stored,

    /// <summary>The entry is not at the expected revision.</summary>
    Conflict,

    /// <summary>No acknowledgement came: it may or may not be stored. Repeat with the same message id.</summary>
    Unanswered,
}

/// <param name="Revision">Of the stored entry; 0 otherwise.</param>
public readonly record struct WriteOutcome(WriteResult Result, ulong Revision)
{
    public static WriteOutcome Conflict { get; } = new(WriteResult.Conflict, 0);

    public static WriteOutcome Unanswered { get; } = new(WriteResult.Unanswered, 0);

    public bool IsStored => Result == WriteResult.Stored;

    public static WriteOutcome Stored(ulong revision) => new(WriteResult.Stored, revision);
}
