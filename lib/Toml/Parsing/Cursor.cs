namespace Toml.Parsing;

/// <summary>A place in the text that moves forward, and knows its line.</summary>
internal sealed class Cursor
{
    private readonly string _text;
    private int _offset;
    private int _line = 1;
    private int _lineStart;

    public Cursor(string text)
    {
        _text = text;
        if (text.StartsWith('\uFEFF'))
        {
            _offset = _lineStart = 1;
        }
    }

    public bool IsAtEnd => _offset == _text.Length;

    public TomlPosition Position => new(_line, _offset - _lineStart + 1);

    /// <summary>The character here; NUL, which TOML allows nowhere, at the end.</summary>
    public char Current => Ahead(0);

    public bool IsAtNewline => Current == '\n' || (Current == '\r' && Ahead(1) == '\n');

    public char Ahead(int count) => _offset + count < _text.Length ? _text[_offset + count] : '\0';

    /// <summary>Must not be used on a newline.</summary>
    public char Take() => _text[_offset++];

    public bool TryTake(char expected)
    {
        if (Current != expected || IsAtEnd)
        {
            return false;
        }

        _offset++;
        return true;
    }

    public bool TryTake(ReadOnlySpan<char> expected)
    {
        if (!_text.AsSpan(_offset).StartsWith(expected))
        {
            return false;
        }

        _offset += expected.Length;
        return true;
    }

    public bool TryTakeNewline()
    {
        if (!IsAtNewline)
        {
            return false;
        }

        _offset += Current == '\r' ? 2 : 1;
        _line++;
        _lineStart = _offset;
        return true;
    }

    public void SkipSpace()
    {
        while (Current is ' ' or '\t')
        {
            _offset++;
        }
    }

    public void SkipComment()
    {
        if (!TryTake('#'))
        {
            return;
        }

        while (!IsAtEnd && !IsAtNewline)
        {
            RefuseControl("a comment");
            _offset++;
        }
    }

    /// <summary>Spaces, comments and newlines, as they may stand inside an array.</summary>
    public void SkipBlank()
    {
        do
        {
            SkipSpace();
            SkipComment();
        }
        while (TryTakeNewline());
    }

    /// <summary>Control characters but the tab are allowed nowhere.</summary>
    public void RefuseControl(string where)
    {
        if (Current is (< ' ' and not '\t') or '\x7F')
        {
            throw new TomlException(Position, $"{Found()} is not allowed in {where}; write it as an escape sequence of a string");
        }
    }

    public TomlException Expected(string what) => new(Position, $"expected {what}, found {Found()}");

    private string Found() => this switch
    {
        { IsAtEnd: true } => "the end of the document",
        { IsAtNewline: true } => "the end of the line",
        { Current: < ' ' or '\x7F' or '\uFEFF' } => $"the character U+{(int)Current:X4}",
        _ => $"'{(char.IsHighSurrogate(Current) ? $"{Current}{Ahead(1)}" : Current)}'",
    };
}
