using System.Buffers.Binary;
using Plane.Dns.Protocol;

namespace Plane.Dns.Server;

/// <summary>
/// Server cookies that any server with the same secret makes and knows (RFC 9018): version, time, and a hash over these, the client's cookie
/// and its address. Who returns one gets its answers, so its address is not forged.
/// </summary>
/// <param name="secret">16 bytes.</param>
internal sealed class Cookies(byte[] secret, TimeProvider clock)
{
    public const int SecretLength = 16;

    /// <summary>What goes into an answer: the client's cookie and ours.</summary>
    public const int Length = CookieOption.ClientLength + CookieOption.ServerLength;

    private const byte Version = 1;
    private const int MaxAge = 3600;
    private const int MaxAhead = 300;
    private const int TimeAt = CookieOption.ClientLength + 4;
    private const int HashAt = CookieOption.ClientLength + 8;

    /// <param name="cookie">The option as it came, well formed.</param>
    /// <param name="address">The client's, 4 or 16 bytes.</param>
    public bool IsOurs(ReadOnlySpan<byte> cookie, ReadOnlySpan<byte> address)
    {
        if (cookie.Length != Length || cookie[CookieOption.ClientLength] != Version)
        {
            return false;
        }

        // Serial number arithmetic (RFC 9018 §4.3).
        var age = (int)((uint)clock.GetUtcNow().ToUnixTimeSeconds() - BinaryPrimitives.ReadUInt32BigEndian(cookie[TimeAt..]));
        return age is <= MaxAge and >= -MaxAhead && BinaryPrimitives.ReadUInt64LittleEndian(cookie[HashAt..]) == Hash(cookie[..HashAt], address);
    }

    /// <param name="output"><see cref="Length"/> bytes.</param>
    public void Write(ReadOnlySpan<byte> clientCookie, ReadOnlySpan<byte> address, Span<byte> output)
    {
        clientCookie[..CookieOption.ClientLength].CopyTo(output);
        output[CookieOption.ClientLength] = Version;
        output[(CookieOption.ClientLength + 1)..TimeAt].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(output[TimeAt..], (uint)clock.GetUtcNow().ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt64LittleEndian(output[HashAt..], Hash(output[..HashAt], address));
    }

    private ulong Hash(ReadOnlySpan<byte> front, ReadOnlySpan<byte> address)
    {
        Span<byte> message = stackalloc byte[HashAt + 16];
        front.CopyTo(message);
        address.CopyTo(message[HashAt..]);
        return SipHash.Of(secret, message[..(HashAt + address.Length)]);
    }
}
