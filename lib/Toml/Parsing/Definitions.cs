namespace Toml.Parsing;

/// <summary>Who may define what, and that it is done once (TOML 1.0, "Keys", "Table", "Inline Table", "Array of Tables").</summary>
internal static class Definitions
{
    /// <summary><c>[key]</c></summary>
    public static TomlTable DefineTable(TomlTable root, List<KeyPart> key)
    {
        var parent = WalkHeader(root, key);
        var last = key[^1];
        if (!parent.TryGet(last.Name, out var known))
        {
            return Added(parent, last, TableOrigin.Header);
        }

        if (known is not TomlTable { Origin: TableOrigin.SuperTable } table)
        {
            throw Twice(last, known);
        }

        table.Origin = TableOrigin.Header;
        return table;
    }

    /// <summary><c>[[key]]</c></summary>
    public static TomlTable AppendTable(TomlTable root, List<KeyPart> key)
    {
        var parent = WalkHeader(root, key);
        var last = key[^1];
        if (!parent.TryGet(last.Name, out var known))
        {
            parent.Add(last.Name, known = new TomlArray(last.Position, isOfTables: true));
        }

        if (known is not TomlArray { IsOfTables: true } array)
        {
            throw Twice(last, known);
        }

        var element = new TomlTable(last.Position, TableOrigin.Header);
        array.Add(element);
        return element;
    }

    /// <summary><c>key = value</c></summary>
    public static void Assign(TomlTable section, List<KeyPart> key, TomlNode value)
    {
        var table = section;
        foreach (var part in key[..^1])
        {
            table = !table.TryGet(part.Name, out var known) ? Added(table, part, TableOrigin.DottedKey)
                : known is TomlTable { Origin: TableOrigin.DottedKey } dotted ? dotted
                : throw Twice(part, known);
        }

        if (table.TryGet(key[^1].Name, out var there))
        {
            throw Twice(key[^1], there);
        }

        table.Add(key[^1].Name, value);
    }

    /// <summary>To the table that the last part of a header lies in; an array of tables stands for its last one.</summary>
    private static TomlTable WalkHeader(TomlTable root, List<KeyPart> key)
    {
        var table = root;
        foreach (var part in key[..^1])
        {
            table = !table.TryGet(part.Name, out var known) ? Added(table, part, TableOrigin.SuperTable) : known switch
            {
                TomlTable { Origin: not TableOrigin.Inline } open => open,
                TomlArray { IsOfTables: true } array => (TomlTable)array[^1],
                _ => throw new TomlException(part.Position, $"'{part.Name}' is {Name(known)} since {known.Position}; nothing can be added to it"),
            };
        }

        return table;
    }

    private static TomlTable Added(TomlTable parent, KeyPart part, TableOrigin origin)
    {
        var table = new TomlTable(part.Position, origin);
        parent.Add(part.Name, table);
        return table;
    }

    private static TomlException Twice(KeyPart part, TomlNode known) =>
        new(part.Position, $"'{part.Name}' is {Name(known)} since {known.Position} already; a key or table is defined once");

    private static string Name(TomlNode node) => node switch
    {
        TomlTable { Origin: TableOrigin.Inline } => "an inline table",
        TomlTable => "a table",
        TomlArray { IsOfTables: true } => "an array of tables",
        TomlArray => "an array",
        _ => "a value",
    };
}
