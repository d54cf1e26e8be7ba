using System.Collections;

namespace Toml;

/// <summary>Values in order: <c>[1, 2]</c>, or the tables of one <c>[[name]]</c>.</summary>
public sealed class TomlArray : TomlNode, IReadOnlyList<TomlNode>
{
    private readonly List<TomlNode> _items = [];

    internal TomlArray(TomlPosition position, bool isOfTables)
        : base(position) => IsOfTables = isOfTables;

    /// <summary>Made by <c>[[name]]</c>, not by brackets after an equals sign.</summary>
    public bool IsOfTables { get; }

    public int Count => _items.Count;

    public TomlNode this[int index] => _items[index];

    public IEnumerator<TomlNode> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(TomlNode item) => _items.Add(item);
}
