namespace Toml.Parsing;

/// <summary>Bare, quoted and dotted keys.</summary>
internal sealed class KeyParser(Cursor cursor, TomlLimits limits)
{
    /// <summary>At least one part; spaces around the key and its dots are skipped.</summary>
    public List<KeyPart> Parse()
    {
        var parts = new List<KeyPart>();
        do
        {
            cursor.SkipSpace();
            if (parts.Count == limits.MaxDepth)
            {
                throw new TomlException(cursor.Position, $"a key may have at most {limits.MaxDepth} parts");
            }

            parts.Add(new KeyPart(Name(out var position), position));
            cursor.SkipSpace();
        }
        while (cursor.TryTake('.'));
        return parts;
    }

    private string Name(out TomlPosition position)
    {
        position = cursor.Position;
        if (cursor.TryTake('"'))
        {
            return StringParser.Basic(cursor);
        }

        if (cursor.TryTake('\''))
        {
            return StringParser.Literal(cursor);
        }

        var name = new System.Text.StringBuilder();
        while (char.IsAsciiLetterOrDigit(cursor.Current) || cursor.Current is '_' or '-')
        {
            name.Append(cursor.Take());
        }

        return name.Length > 0 ? name.ToString() : throw cursor.Expected("a key (letters, digits, '_', '-', or quoted)");
    }
}
