using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Toml.Parsing;

namespace Toml;

/// <summary>Keys, which are case-sensitive, and their values, in the document's order.</summary>
public sealed class TomlTable : TomlNode, IReadOnlyCollection<KeyValuePair<string, TomlNode>>
{
    private readonly OrderedDictionary<string, TomlNode> _entries = new(StringComparer.Ordinal);

    internal TomlTable(TomlPosition position, TableOrigin origin)
        : base(position) => Origin = origin;

    public int Count => _entries.Count;

    /// <summary>What may still be added to it depends on what made it.</summary>
    internal TableOrigin Origin { get; set; }

    public bool TryGet(string key, [NotNullWhen(true)] out TomlNode? value) => _entries.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, TomlNode>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(string key, TomlNode value) => _entries.Add(key, value);
}
