using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Plane.Contracts.Interactive;

/// <summary>
/// Makes text of bytes that come in pieces, for text messages carry UTF-8 and nothing else (RFC 6455 §5.6): a character that is cut waits for its rest, and
/// what is none becomes U+FFFD. Pure.
/// </summary>
public sealed class Utf8Repair
{
    private const int LongestPart = 3;
    private readonly byte[] _kept = new byte[LongestPart];
    private int _keptCount;

    /// <summary>Something was no text.</summary>
    public bool HasReplaced { get; private set; }

    /// <returns>Valid UTF-8; the same memory where nothing had to be done.</returns>
    public ReadOnlyMemory<byte> Add(ReadOnlyMemory<byte> bytes)
    {
        if (_keptCount > 0)
        {
            bytes = (byte[])[.. _kept.AsSpan(0, _keptCount), .. bytes.Span];
        }

        var whole = bytes[..^CutLength(bytes.Span)];
        var rest = bytes[whole.Length..];
        rest.CopyTo(_kept);
        _keptCount = rest.Length;
        return Utf8.IsValid(whole.Span) ? whole : Repaired(whole.Span);
    }

    /// <summary>What is left of a character that never became whole.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        var rest = _kept.AsSpan(0, _keptCount);
        _keptCount = 0;
        return rest.IsEmpty ? ReadOnlyMemory<byte>.Empty : Repaired(rest);
    }

    /// <summary>Bytes at the end that may begin a character.</summary>
    private static int CutLength(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length <= Math.Min(LongestPart, bytes.Length); length++)
        {
            if (Rune.DecodeFromUtf8(bytes[^length..], out _, out _) == OperationStatus.NeedMoreData)
            {
                return length;
            }
        }

        return 0;
    }

    private byte[] Repaired(ReadOnlySpan<byte> bytes)
    {
        HasReplaced = true;
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes));
    }
}
