namespace Plane.State.Buckets;

/// <summary>An entry of a watched bucket, and when this process saw its revision.</summary>
/// <param name="At">On the process's own clock (<see cref="Time.TimeProviderExtensions.Elapsed"/>).</param>
public sealed record Seen<T>(Versioned<T> Entry, TimeSpan At)
{
    public T Value => Entry.Value;

    public ulong Revision => Entry.Revision;
}
