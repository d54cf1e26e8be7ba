namespace Docker.DotNet.Wire;

/// <summary>
/// Finds the ends of concatenated JSON values, byte by byte, wherever the input is cut. UTF-8 safe: every byte it looks for is ASCII,
/// which no longer sequence contains. It only splits; whether a value is well formed is for its parser to say.
/// </summary>
/// <remarks>
/// <code>
/// stream    = *ws *( value *ws )            RFC 8259 values, one after the other
/// composite = ( "{" / "[" ) ... ( "}" / "]" )   ends where its brackets balance, outside strings
/// string    = DQUOTE *( char / "\" any ) DQUOTE
/// scalar    = anything else, up to white space or the beginning of another value
/// </code>
/// </remarks>
internal struct JsonSplitter
{
    private int _depth;
    private bool _inString;
    private bool _escaped;
    private bool _inScalar;

    /// <summary>True between the first and the last byte of a value.</summary>
    public readonly bool InsideValue => _depth > 0 || _inString || _inScalar;

    /// <summary>
    /// Reads on until a value is complete. Returns how many bytes of <paramref name="input"/> belong to it (leading white space
    /// counted in), or -1 when it goes on in the next piece, all of this one being read.
    /// </summary>
    public int ReadToEndOfValue(ReadOnlySpan<byte> input)
    {
        for (var i = 0; i < input.Length; i++)
        {
            if (_inScalar && IsScalarEnd(input[i]))
            {
                _inScalar = false;
                return i;
            }

            if (_inString ? ClosesStringValue(input[i]) : ClosesComposite(input[i]))
            {
                return i + 1;
            }
        }

        return -1;
    }

    private static bool IsWhiteSpace(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private static bool IsScalarEnd(byte b) => IsWhiteSpace(b) || b is (byte)'{' or (byte)'[' or (byte)'"';

    private bool ClosesStringValue(byte b)
    {
        if (_escaped)
        {
            _escaped = false;
        }
        else if (b == '\\')
        {
            _escaped = true;
        }
        else if (b == '"')
        {
            _inString = false;
            return _depth == 0;
        }

        return false;
    }

    private bool ClosesComposite(byte b)
    {
        switch (b)
        {
            case (byte)'"':
                _inString = true;
                return false;
            case (byte)'{' or (byte)'[':
                _depth++;
                return false;
            case (byte)'}' or (byte)']':
                _depth = Math.Max(0, _depth - 1);
                return _depth == 0;
            default:
                _inScalar = _depth == 0 && !IsWhiteSpace(b);
                return false;
        }
    }
}
