namespace Toml.Parsing;

/// <summary>What stands after an equals sign.</summary>
internal sealed class ValueParser(Cursor cursor, KeyParser keys, TomlLimits limits)
{
    public const string AnyValue = "a value (string, number, boolean, date, array or inline table)";

    private int _depth;

    /// <summary>The rest of <c>key = value</c>, into the table.</summary>
    public void ParseAssigned(TomlTable table, List<KeyPart> key)
    {
        if (!cursor.TryTake('='))
        {
            throw cursor.Expected("'=' or '.' after a key");
        }

        cursor.SkipSpace();
        Deepen(key.Count - 1);
        Definitions.Assign(table, key, Parse());
        _depth -= key.Count - 1;
    }

    private TomlNode Parse()
    {
        var position = cursor.Position;
        return cursor.Current switch
        {
            '"' or '\'' => new TomlScalar(position, TomlKind.String, StringParser.Parse(cursor)),
            '[' => ParseArray(position),
            '{' => ParseInlineTable(position),
            >= '0' and <= '9' when DateTimeParser.IsAhead(cursor) => DateTimeParser.Parse(cursor),
            (>= '0' and <= '9') or '+' or '-' or 'i' or 'n' => NumberParser.Parse(cursor),
            't' or 'f' => ParseBoolean(position),
            _ => throw cursor.Expected(AnyValue),
        };
    }

    private void Deepen(int levels)
    {
        _depth += levels;
        if (_depth > limits.MaxDepth)
        {
            throw new TomlException(cursor.Position, $"values may be nested at most {limits.MaxDepth} deep");
        }
    }

    private TomlScalar ParseBoolean(TomlPosition position) =>
        cursor.TryTake("true") ? new TomlScalar(position, TomlKind.Boolean, "true")
        : cursor.TryTake("false") ? new TomlScalar(position, TomlKind.Boolean, "false")
        : throw cursor.Expected("a value (true and false are lower case, strings are quoted)");

    private TomlArray ParseArray(TomlPosition position)
    {
        var array = new TomlArray(position, isOfTables: false);
        Deepen(1);
        cursor.Take();
        cursor.SkipBlank();
        while (!cursor.TryTake(']'))
        {
            array.Add(Parse());
            cursor.SkipBlank();
            if (!cursor.TryTake(',') && cursor.Current != ']')
            {
                throw cursor.Expected("',' or ']' in an array");
            }

            cursor.SkipBlank();
        }

        _depth--;
        return array;
    }

    /// <summary>On one line, without a comma at its end: TOML 1.0 has no other.</summary>
    private TomlTable ParseInlineTable(TomlPosition position)
    {
        var table = new TomlTable(position, TableOrigin.Inline);
        Deepen(1);
        cursor.Take();
        cursor.SkipSpace();
        if (cursor.Current != '}')
        {
            ParseInlineEntries(table);
        }

        _depth--;
        return cursor.TryTake('}') ? table : throw cursor.Expected("',' or '}' in an inline table");
    }

    private void ParseInlineEntries(TomlTable table)
    {
        do
        {
            ParseAssigned(table, keys.Parse());
            cursor.SkipSpace();
        }
        while (cursor.TryTake(','));
    }
}
