using System.Collections.Immutable;

namespace Plane.State.Buckets;

/// <summary>What a watch has seen, immutable. It never goes back; who got one may keep it.</summary>
/// <param name="Sequence">Rises with every snapshot of the process.</param>
/// <param name="IsComplete">False until everything the bucket held at the start was listed once.</param>
public sealed record Snapshot<T>(long Sequence, bool IsComplete, ImmutableDictionary<string, Seen<T>> Entries)
{
    public static Snapshot<T> Empty { get; } = new(0, false, ImmutableDictionary.Create<string, Seen<T>>(StringComparer.Ordinal));

    public Seen<T>? Find(string key) => Entries.GetValueOrDefault(key);
}

