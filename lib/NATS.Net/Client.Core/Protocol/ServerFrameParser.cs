using System.Text;

namespace NATS.Client.Core.Protocol;

/// <summary>Reads the server's side of the NATS protocol. No IO and no state: bytes in, a frame or "not yet" out.</summary>
internal static class ServerFrameParser
{
    // INFO of a big cluster lists every server; nothing else comes near.
    private const int LongestLine = 1024 * 1024;

    private static ReadOnlySpan<byte> EndOfLine => "\r\n"u8;

    /// <summary>
    /// Bytes of the first frame of <paramref name="input"/>, or 0 when it is not whole yet.
    /// What cannot become a frame is <see cref="NatsProtocolViolationException"/>.
    /// </summary>
    public static int Read(ReadOnlySpan<byte> input, int maxPayload, out ServerFrame frame)
    {
        frame = default;
        var newLine = input.IndexOf((byte)'\n');
        if (newLine < 0)
        {
            return input.Length <= LongestLine ? 0 : throw Violation("a line without an end", input);
        }

        if (newLine == 0 || input[newLine - 1] != (byte)'\r')
        {
            throw Violation("a line that does not end in CR LF", input);
        }

        var line = input[..(newLine - 1)];
        var verb = line.IndexOfAny((byte)' ', (byte)'\t');
        verb = verb < 0 ? line.Length : verb;
        frame.Length = newLine + 1;
        switch (verb)
        {
            // MSG SP subject SP sid SP [reply-to SP] #bytes CRLF [payload] CRLF
            case 3 when Is(line, "MSG"u8):
                return ReadMessage(input, line, withHeaders: false, maxPayload, ref frame);

            // HMSG SP subject SP sid SP [reply-to SP] #header-bytes SP #total-bytes CRLF headers [payload] CRLF
            case 4 when Is(line, "HMSG"u8):
                return ReadMessage(input, line, withHeaders: true, maxPayload, ref frame);

            // PING CRLF
            case 4 when Is(line, "PING"u8):
                frame.Op = ServerOp.Ping;
                return frame.Length;

            // PONG CRLF
            case 4 when Is(line, "PONG"u8):
                frame.Op = ServerOp.Pong;
                return frame.Length;

            // INFO SP {"key":value, ...} CRLF
            case 4 when Is(line, "INFO"u8):
                frame.Op = ServerOp.Info;
                frame.Text = new Slice(verb, line.Length - verb);
                return frame.Length;

            // +OK CRLF
            case 3 when Is(line, "+OK"u8):
                frame.Op = ServerOp.Ok;
                return frame.Length;

            // -ERR SP 'text' CRLF
            case 4 when Is(line, "-ERR"u8):
                frame.Op = ServerOp.Err;
                frame.Text = new Slice(verb, line.Length - verb);
                return frame.Length;

            default:
                throw Violation("an unknown verb", line);
        }
    }

    private static int ReadMessage(ReadOnlySpan<byte> input, ReadOnlySpan<byte> line, bool withHeaders, int maxPayload, ref ServerFrame frame)
    {
        Span<Slice> fields = stackalloc Slice[6];
        var count = Split(line, fields);
        var sizes = withHeaders ? 2 : 1;
        var required = 3 + sizes;
        if (count != required && count != required + 1)
        {
            throw Violation("a message line with too few or too many fields", line);
        }

        frame.Subject = fields[1];
        frame.Sid = Number(line, fields[2]);
        frame.ReplyTo = count == required ? default : fields[3];
        var total = Number(line, fields[count - 1]);
        var headers = withHeaders ? Number(line, fields[count - 2]) : 0;
        if (headers > total || total > maxPayload)
        {
            throw Violation("a message with sizes that cannot be", line);
        }

        var start = frame.Length;
        frame.Length = start + total + EndOfLine.Length;
        if (input.Length < frame.Length)
        {
            return 0;
        }

        if (!input.Slice(start + total, EndOfLine.Length).SequenceEqual(EndOfLine))
        {
            throw Violation("a message that is longer than it says", line);
        }

        frame.Op = ServerOp.Msg;
        frame.Headers = withHeaders ? new Slice(start, headers) : default;
        frame.Payload = new Slice(start + headers, total - headers);
        return frame.Length;
    }

    // Verbs are case-insensitive; servers send upper case.
    private static bool Is(ReadOnlySpan<byte> line, ReadOnlySpan<byte> verb)
        => line.StartsWith(verb) || Ascii.EqualsIgnoreCase(line[..verb.Length], verb);

    // Fields are parted by one or more SP or TAB. Returns one more than fit when there are too many.
    private static int Split(ReadOnlySpan<byte> line, Span<Slice> fields)
    {
        var count = 0;
        var at = 0;
        while (true)
        {
            while (at < line.Length && line[at] is (byte)' ' or (byte)'\t')
            {
                at++;
            }

            if (at == line.Length)
            {
                return count;
            }

            if (count == fields.Length)
            {
                return count + 1;
            }

            var length = line[at..].IndexOfAny((byte)' ', (byte)'\t');
            length = length < 0 ? line.Length - at : length;
            fields[count++] = new Slice(at, length);
            at += length;
        }
    }

    private static int Number(ReadOnlySpan<byte> line, Slice field)
    {
        var digits = line.Slice(field.Start, field.Length);
        var value = 0L;
        foreach (var digit in digits)
        {
            value = (value * 10) + (uint)(digit - '0');
            if (digit is < (byte)'0' or > (byte)'9' || value > int.MaxValue)
            {
                throw Violation("a field that should be a number", line);
            }
        }

        return (int)value;
    }

    private static NatsProtocolViolationException Violation(string what, ReadOnlySpan<byte> input)
        => new($"The server sent {what}: {Encoding.ASCII.GetString(input[..Math.Min(input.Length, 64)])}");
}
