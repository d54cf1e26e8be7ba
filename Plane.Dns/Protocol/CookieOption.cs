using System.Buffers.Binary;

namespace Plane.Dns.Protocol;

/// <summary>The EDNS option that carries cookies (RFC 7873 §4).</summary>
internal static class CookieOption
{
    public const ushort Code = 10;
    public const int ClientLength = 8;

    /// <summary>Ours have this length (RFC 9018 §4).</summary>
    public const int ServerLength = 16;

    /// <summary>Of the option in an answer, its head included.</summary>
    public const int AnswerLength = 4 + ClientLength + ServerLength;

    private const int MinServerLength = 8;
    private const int MaxServerLength = 32;

    /// <summary>The client's 8 bytes alone, or with 8 to 32 of a server (RFC 7873 §5.2.2).</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> value) =>
        value.Length is ClientLength or >= ClientLength + MinServerLength and <= ClientLength + MaxServerLength;

    /// <summary>Writes the option's head.</summary>
    /// <returns>Where the client's cookie and ours go.</returns>
    public static Span<byte> Begin(Span<byte> output)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output, Code);
        BinaryPrimitives.WriteUInt16BigEndian(output[2..], ClientLength + ServerLength);
        return output[4..AnswerLength];
    }
}
