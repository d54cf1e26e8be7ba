namespace Plane.Controller.Api.Interactive.Protocol;

/// <summary>
/// Cuts a call's output into text messages. In dialect 1 a message is a line without its end (a line feed, or carriage return and line feed), however long
/// that is: it goes out in pieces, so that nothing is kept here. Pure.
/// </summary>
internal sealed class TextFramer(Dialect dialect)
{
    private static readonly byte[] Return = "\r"u8.ToArray();
    private bool _open;
    private bool _heldReturn;

    /// <param name="text">Valid UTF-8. The pieces are parts of it.</param>
    public IEnumerable<TextPiece> Add(ReadOnlyMemory<byte> text) => dialect == Dialect.Pow1 ? Raw(text) : Lines(text);

    /// <summary>No more will come: a line that is not ended ends here.</summary>
    public IEnumerable<TextPiece> Finish()
    {
        if (_open || _heldReturn)
        {
            yield return new TextPiece(_heldReturn ? Return : ReadOnlyMemory<byte>.Empty, EndsMessage: true);
        }

        (_open, _heldReturn) = (false, false);
    }

    private static IEnumerable<TextPiece> Raw(ReadOnlyMemory<byte> text)
    {
        if (!text.IsEmpty)
        {
            yield return new TextPiece(text, EndsMessage: true);
        }
    }

    private IEnumerable<TextPiece> Lines(ReadOnlyMemory<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (_heldReturn && text.Span[0] != (byte)'\n')
            {
                yield return new TextPiece(Return, EndsMessage: false);
                _open = true;
            }

            _heldReturn = false;
            var end = text.Span.IndexOf((byte)'\n');
            var part = end < 0 ? text : text[..end];
            var hasReturn = !part.IsEmpty && part.Span[^1] == (byte)'\r';
            var line = hasReturn ? part[..^1] : part;
            if (end >= 0)
            {
                yield return new TextPiece(line, EndsMessage: true);
                _open = false;
                text = text[(end + 1)..];
                continue;
            }

            // Whether the return belongs to the line's end is known with the next byte.
            _heldReturn = hasReturn;
            if (!line.IsEmpty)
            {
                yield return new TextPiece(line, EndsMessage: false);
                _open = true;
            }

            yield break;
        }
    }
}
