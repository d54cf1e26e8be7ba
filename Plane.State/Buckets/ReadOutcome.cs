namespace Plane.State.Buckets;

public enum ReadResult
{
    Found,

    /// <summary>The leader has no such entry, or it was deleted.</summary>
    Missing,

    /// <summary>The leader could not be asked.</summary>
    Unanswered,
}

/// <param name="Entry">Null unless found.</param>
public readonly record struct ReadOutcome<T>(ReadResult Result, Versioned<T>? Entry)
{
    public static ReadOutcome<T> Missing { get; } = new(ReadResult.Missing, null);

    public static ReadOutcome<T> Unanswered { get; } = new(ReadResult.Unanswered, null);

    public static ReadOutcome<T> Found(Versioned<T> entry) => new(ReadResult.Found, entry);
}
