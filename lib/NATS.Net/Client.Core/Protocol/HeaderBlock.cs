using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace NATS.Client.Core.Protocol;

/// <summary>
/// The header block of HPUB and HMSG (ADR-4):
/// <code>NATS/1.0[ SP code[ SP text]] CRLF *(key ":" [SP] value CRLF) CRLF</code>
/// </summary>
internal static class HeaderBlock
{
    private const string Violation = "a header key must not have ':' nor control characters, a value no CR or LF";

    private static readonly SearchValues<byte> KeyStops = SearchValues.Create(":\r\n"u8);
    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\r\n");
    private static readonly SearchValues<char> BadInKey = SearchValues.Create(":\r\n\0\t ");

    private static ReadOnlySpan<byte> Version => "NATS/1.0"u8;

    private static ReadOnlySpan<byte> EndOfLine => "\r\n"u8;

    /// <summary>Writes the block; throws <see cref="NatsException"/> for a key or value that would break it.</summary>
    public static void Write(IBufferWriter<byte> output, NatsHeaders headers, Encoding encoding)
    {
        output.Write(Version);
        output.Write(EndOfLine);
        foreach (var (key, values) in headers.Store)
        {
            if (key.Length == 0 || key.AsSpan().ContainsAny(BadInKey))
            {
                throw new NatsException(Violation);
            }

            foreach (var value in values)
            {
                WriteLine(output, key, value, encoding);
            }
        }

        output.Write(EndOfLine);
    }

    /// <summary>Adds status and lines to <paramref name="headers"/>; false when the block is not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> block, NatsHeaders headers, Encoding encoding)
    {
        if (!block.StartsWith(Version) || !TryReadLine(ref block, out var first) || !TryReadStatus(first[Version.Length..], headers, encoding))
        {
            return false;
        }

        while (TryReadLine(ref block, out var line))
        {
            if (line.IsEmpty)
            {
                return block.IsEmpty;
            }

            var colon = line.IndexOfAny(KeyStops);
            if (colon <= 0 || line[colon] != (byte)':')
            {
                return false;
            }

            var key = HeaderNames.Get(line[..colon], encoding);
            var value = encoding.GetString(line[(colon + 1)..].Trim((byte)' '));
            headers[key] = StringValues.Concat(headers[key], value);
        }

        return false;
    }

    private static void WriteLine(IBufferWriter<byte> output, string key, string? value, Encoding encoding)
    {
        if (value.AsSpan().ContainsAny(LineBreaks))
        {
            throw new NatsException(Violation);
        }

        encoding.GetBytes(key, output);
        output.Write(": "u8);
        encoding.GetBytes(value, output);
        output.Write(EndOfLine);
    }

    private static bool TryReadLine(ref ReadOnlySpan<byte> block, out ReadOnlySpan<byte> line)
    {
        var end = block.IndexOf(EndOfLine);
        if (end < 0)
        {
            line = default;
            return false;
        }

        line = block[..end];
        block = block[(end + EndOfLine.Length)..];
        return true;
    }

    // [SP code[ SP text]]
    private static bool TryReadStatus(ReadOnlySpan<byte> status, NatsHeaders headers, Encoding encoding)
    {
        status = status.Trim((byte)' ');
        if (status.IsEmpty)
        {
            return true;
        }

        if (!Utf8Parser.TryParse(status, out int code, out var used))
        {
            return false;
        }

        headers.Code = code;
        headers.MessageText = HeaderStatus.Text(status[used..].TrimStart((byte)' '), encoding);
        headers.Message = HeaderStatus.MessageOf(headers.MessageText);
        return true;
    }
}
