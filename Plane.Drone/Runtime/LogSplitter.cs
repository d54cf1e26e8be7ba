using System.Text;

namespace Plane.Drone.Runtime;

/// <summary>
/// Cuts one stream of bytes into lines. IO-free; a line of more than 8 KiB comes in pieces, no character of which is torn. An engine cuts lines at 16 KiB
/// itself and stamps the rest anew, so a stamp is looked for at the head of every piece.
/// </summary>
/// <param name="stamped">Whether the lines bring a <see cref="LogStamp"/>, which becomes their mark; else the mark counts bytes.</param>
/// <param name="start">The bytes before this stream's first.</param>
#pragma warning disable CA1001 // A stream over memory holds nothing to let go of.
internal sealed class LogSplitter(bool isError, bool stamped = false, long start = 0)
#pragma warning restore CA1001
{
    private const int MaxLine = 8 * 1024;
    private readonly MemoryStream _partial = new();

    /// <summary>Keeps the beginning of a character whose end is in the next piece.</summary>
    private readonly Decoder _text = Encoding.UTF8.GetDecoder();
    private long _mark = start;

    /// <summary>What the piece may still take; the head first, to see whether it is a stamp.</summary>
    private int Room => stamped && _partial.Length < LogStamp.Length
        ? LogStamp.Length - (int)_partial.Length
        : MaxLine + (IsStamped(out _) ? LogStamp.Length : 0) - (int)_partial.Length;

    public IEnumerable<LogLine> Add(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.Span.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            var taken = Math.Min(part.Length, Room);
            _partial.Write(part.Span[..taken]);
            var isWhole = end >= 0 && taken == part.Length;
            var used = isWhole ? taken + 1 : taken;
            bytes = bytes[used..];
            _mark += stamped ? 0 : used;
            if (isWhole || Room == 0)
            {
                yield return Cut(goesOn: !isWhole);
            }
        }
    }

    /// <summary>What came after the last line end; null for nothing.</summary>
    public LogLine? Rest() => _partial.Length == 0 ? null : Cut(goesOn: false);

    private bool IsStamped(out long nanoseconds)
    {
        nanoseconds = 0;
        return stamped && LogStamp.TryRead(_partial.GetBuffer().AsSpan(0, (int)_partial.Length), out nanoseconds);
    }

    private LogLine Cut(bool goesOn)
    {
        var head = 0;
        if (stamped)
        {
            // Each line and piece has a mark of its own, for reading goes on behind one of them: but an engine stamps all of a long line alike, and a clock may stand
            // still or be set back. Who reads a run of equal stamps again counts it the same way.
            head = IsStamped(out var nanoseconds) ? LogStamp.Length : 0;
            _mark = Math.Max(_mark + 1, nanoseconds);
        }

        var bytes = _partial.GetBuffer().AsSpan(head, (int)_partial.Length - head);
        var text = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        var length = _text.GetChars(bytes, text, flush: !goesOn);
        _partial.SetLength(0);
        return new LogLine(isError, goesOn ? new string(text, 0, length) : new string(text, 0, length).TrimEnd('\r'), _mark, goesOn);
    }
}
