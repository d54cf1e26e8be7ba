using System.Buffers.Text;
using System.Text;

namespace NATS.Client.Core.Protocol;

/// <summary>Writes the client's side of the NATS protocol. The caller has made room: see the Max methods.</summary>
internal static class ClientLines
{
    private const int LongestNumber = 10;

    // Verb, blanks, two numbers, line ends.
    private const int Fixed = 5 + 4 + (2 * LongestNumber) + 4;

    public static ReadOnlySpan<byte> Ping => "PING\r\n"u8;

    public static ReadOnlySpan<byte> Pong => "PONG\r\n"u8;

    private static ReadOnlySpan<byte> EndOfLine => "\r\n"u8;

    public static int MaxPublish(Encoding encoding, string subject, string? replyTo, int bodyLength)
        => Fixed + encoding.GetMaxByteCount(subject.Length) + encoding.GetMaxByteCount(replyTo?.Length ?? 0) + bodyLength;

    /// <summary>
    /// <code>
    /// PUB SP subject SP [reply-to SP] #bytes CRLF [payload] CRLF
    /// HPUB SP subject SP [reply-to SP] #header-bytes SP #total-bytes CRLF headers [payload] CRLF
    /// </code>
    /// </summary>
    public static int WritePublish(Span<byte> output, Encoding encoding, string subject, string? replyTo, ReadOnlySpan<byte> body, int headerLength)
    {
        var at = Copy(headerLength > 0 ? "HPUB "u8 : "PUB "u8, output, 0);
        at = Text(encoding, subject, output, at);
        if (replyTo is not null)
        {
            at = Text(encoding, replyTo, output, at);
        }

        if (headerLength > 0)
        {
            at = Number(headerLength, output, at);
            output[at++] = (byte)' ';
        }

        at = Number(body.Length, output, at);
        at = Copy(EndOfLine, output, at);
        at = Copy(body, output, at);
        return Copy(EndOfLine, output, at);
    }

    public static int MaxSubscribe(Encoding encoding, string subject, string? queueGroup)
        => Fixed + encoding.GetMaxByteCount(subject.Length) + encoding.GetMaxByteCount(queueGroup?.Length ?? 0);

    /// <summary><code>SUB SP subject SP [queue-group SP] sid CRLF</code></summary>
    public static int WriteSubscribe(Span<byte> output, Encoding encoding, string subject, string? queueGroup, int sid)
    {
        var at = Copy("SUB "u8, output, 0);
        at = Text(encoding, subject, output, at);
        if (queueGroup is not null)
        {
            at = Text(encoding, queueGroup, output, at);
        }

        at = Number(sid, output, at);
        return Copy(EndOfLine, output, at);
    }

    public static int MaxUnsubscribe() => Fixed;

    /// <summary><code>UNSUB SP sid [SP max-msgs] CRLF</code></summary>
    public static int WriteUnsubscribe(Span<byte> output, int sid, int? maxMsgs)
    {
        var at = Copy("UNSUB "u8, output, 0);
        at = Number(sid, output, at);
        if (maxMsgs is { } max)
        {
            output[at++] = (byte)' ';
            at = Number(max, output, at);
        }

        return Copy(EndOfLine, output, at);
    }

    private static int Copy(ReadOnlySpan<byte> bytes, Span<byte> output, int at)
    {
        bytes.CopyTo(output[at..]);
        return at + bytes.Length;
    }

    private static int Text(Encoding encoding, string text, Span<byte> output, int at)
    {
        at += encoding.GetBytes(text, output[at..]);
        output[at] = (byte)' ';
        return at + 1;
    }

    private static int Number(int value, Span<byte> output, int at)
    {
        Utf8Formatter.TryFormat(value, output[at..], out var written);
        return at + written;
    }
}
