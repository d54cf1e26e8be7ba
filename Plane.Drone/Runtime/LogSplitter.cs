using System.Text;

namespace Plane.Drone.Runtime;

/// <summary>Cuts one stream of bytes into lines. IO-free; a line of more than 8 KiB is cut.</summary>
#pragma warning disable CA1001 // A stream over memory holds nothing to let go of.
internal sealed class LogSplitter(bool isError)
#pragma warning restore CA1001
{
    private const int MaxLine = 8 * 1024;
    private readonly MemoryStream _partial = new();

    public IEnumerable<LogLine> Add(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.Span.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            var room = Math.Min(part.Length, MaxLine - (int)_partial.Length);
            _partial.Write(part.Span[..room]);
            bytes = bytes[(room < part.Length || end < 0 ? room : end + 1)..];
            if (end >= 0 || _partial.Length == MaxLine)
            {
                yield return Cut();
            }
        }
    }

    /// <summary>What came after the last line end; null for nothing.</summary>
    public LogLine? Rest() => _partial.Length == 0 ? null : Cut();

    private LogLine Cut()
    {
        var text = Encoding.UTF8.GetString(_partial.GetBuffer(), 0, (int)_partial.Length).TrimEnd('\r');
        _partial.SetLength(0);
        return new LogLine(isError, text);
    }
}
