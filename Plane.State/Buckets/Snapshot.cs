using System.Collections.Immutable;

namespace Plane.State.Buckets;

/// <summary>What a watch has seen, immutable. It never goes back; who got one may keep it.</summary>
/// <param name="Sequence">Rises with every snapshot of the process.</param>
/// <param name="IsComplete">False until everything the bucket held at the start was listed once.</param>
/// <param name="Index">Keys by the second name that <see cref="ViewSpec{T}.IndexOf"/> gives an entry.</param>
public sealed record Snapshot<T>(long Sequence, bool IsComplete, ImmutableDictionary<string, Seen<T>> Entries, ImmutableDictionary<string, string> Index)
{
    public static Snapshot<T> Empty { get; } = new(
        0,
        false,
        ImmutableDictionary.Create<string, Seen<T>>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal));

    public Seen<T>? Find(string key) => Entries.GetValueOrDefault(key);

    /// <summary>By its second name.</summary>
    public Seen<T>? FindIndexed(string name) => Index.TryGetValue(name, out var key) ? Find(key) : null;
}

