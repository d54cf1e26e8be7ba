namespace Toml.Parsing;

/// <summary>Lines of a document: headers, and keys with values.</summary>
internal sealed class DocumentParser
{
    private readonly Cursor _cursor;
    private readonly KeyParser _keys;
    private readonly ValueParser _values;
    private readonly TomlTable _root = new(new TomlPosition(1, 1), TableOrigin.Header);
    private TomlTable _section;

    public DocumentParser(Cursor cursor, TomlLimits limits)
    {
        _cursor = cursor;
        _keys = new KeyParser(cursor, limits);
        _values = new ValueParser(cursor, _keys, limits);
        _section = _root;
    }

    public TomlTable Parse()
    {
        while (true)
        {
            _cursor.SkipBlank();
            if (_cursor.IsAtEnd)
            {
                return _root;
            }

            if (_cursor.Current == '[')
            {
                ParseHeader();
            }
            else
            {
                ParseEntry();
            }

            ParseLineEnd();
        }
    }

    private void ParseHeader()
    {
        _cursor.Take();
        var isArray = _cursor.TryTake('[');
        var key = _keys.Parse();
        if (!_cursor.TryTake(']'))
        {
            throw _cursor.Expected("']' or '.' after a table's name");
        }

        if (isArray && !_cursor.TryTake(']'))
        {
            throw _cursor.Expected("a second ']' after the name of an array of tables");
        }

        _section = isArray ? Definitions.AppendTable(_root, key) : Definitions.DefineTable(_root, key);
    }

    private void ParseEntry()
    {
        var key = _keys.Parse();
        _values.ParseAssigned(_section, key);
    }

    private void ParseLineEnd()
    {
        _cursor.SkipSpace();
        _cursor.SkipComment();
        if (!_cursor.IsAtEnd && !_cursor.TryTakeNewline())
        {
            throw _cursor.Expected("the end of the line");
        }
    }
}
