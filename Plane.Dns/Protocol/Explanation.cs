using System.Buffers.Binary;
using System.Text.Unicode;

namespace Plane.Dns.Protocol;

/// <summary>
/// Where an answer comes from, as text in an extended error (RFC 8914, code 0 "other"), which dig shows too. It is asked for by an EDNS option of
/// our own: <c>dig +ednsopt=65001</c>.
/// </summary>
internal static class Explanation
{
    /// <summary>Of the range for local use (RFC 6891 §9).</summary>
    public const ushort AskCode = 65001;

    /// <summary>Bytes of the option at most, its head included.</summary>
    public const int MaxLength = 600;

    private const ushort ExtendedError = 15;
    private const int HeadLength = 6;

    /// <returns>Length of the option in <paramref name="output"/>.</returns>
    public static int Write(string text, Span<byte> output)
    {
        _ = Utf8.FromUtf16(text, output[HeadLength..Math.Min(output.Length, MaxLength)], out _, out var length, replaceInvalidSequences: true);
        BinaryPrimitives.WriteUInt16BigEndian(output, ExtendedError);
        BinaryPrimitives.WriteUInt16BigEndian(output[2..], (ushort)(length + 2));
        BinaryPrimitives.WriteUInt16BigEndian(output[4..], 0);
        return HeadLength + length;
    }
}
