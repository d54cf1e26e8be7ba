using System.Text;

namespace Plane.Drone.Certificates.Challenges;

/// <summary>As much of a TLS client's first words (RFC 8446 §4.1.2) as tells whether an authority looks. Pure.</summary>
/// <param name="ServerName">The name that is asked for (RFC 6066 §3); null where there is none.</param>
/// <param name="IsChallenge">It offers <c>acme-tls/1</c> and nothing else (RFC 8737 §3).</param>
internal readonly record struct ClientHello(string? ServerName, bool IsChallenge)
{
    /// <summary>Of a record, with its header: more is not looked at. A challenge fits into one.</summary>
    public const int Longest = 5 + 16384;

    private const byte HandshakeRecord = 22;
    private const byte HelloMessage = 1;
    private const int ServerNames = 0;
    private const int Protocols = 16;
    private const int VersionAndRandom = 2 + 32;

    /// <returns>Null while more is needed. What is no hello, or a broken one, is no challenge: whoever does the handshake says so.</returns>
    public static ClientHello? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0 && bytes[0] != HandshakeRecord)
        {
            return default(ClientHello);
        }

        if (bytes.Length < 5)
        {
            return null;
        }

        var rest = bytes[3..];
        if (!Vector(ref rest, 2, out var record))
        {
            return bytes.Length < Longest ? null : default(ClientHello);
        }

        return record.Length > 0 && record[0] == HelloMessage && Next(ref record, 1) && Vector(ref record, 3, out var hello) ? OfHello(hello) : default;
    }

    private static ClientHello OfHello(ReadOnlySpan<byte> hello)
    {
        string? name = null;
        var isChallenge = false;
        if (!Next(ref hello, VersionAndRandom) || !Vector(ref hello, 1, out _) || !Vector(ref hello, 2, out _) || !Vector(ref hello, 1, out _) || !Vector(ref hello, 2, out var extensions))
        {
            return default;
        }

        while (extensions.Length >= 2)
        {
            var type = (extensions[0] << 8) | extensions[1];
            if (!Next(ref extensions, 2) || !Vector(ref extensions, 2, out var extension))
            {
                return default;
            }

            (name, isChallenge) = type switch
            {
                ServerNames => (NameIn(extension), isChallenge),
                Protocols => (name, OffersChallengeAlone(extension)),
                _ => (name, isChallenge),
            };
        }

        return new ClientHello(name, isChallenge);
    }

    private static string? NameIn(ReadOnlySpan<byte> extension) =>
        Vector(ref extension, 2, out var names) && names.Length > 0 && names[0] == 0 && Next(ref names, 1) && Vector(ref names, 2, out var name) ? Encoding.ASCII.GetString(name) : null;

    private static bool OffersChallengeAlone(ReadOnlySpan<byte> extension) =>
        Vector(ref extension, 2, out var protocols) && Vector(ref protocols, 1, out var first) && protocols.IsEmpty && first.SequenceEqual(ChallengeHandshake.Protocol.Protocol.Span);

    private static bool Next(ref ReadOnlySpan<byte> rest, int count)
    {
        if (rest.Length < count)
        {
            return false;
        }

        rest = rest[count..];
        return true;
    }

    /// <summary>Bytes with their number in front (RFC 8446 §3.4).</summary>
    private static bool Vector(ref ReadOnlySpan<byte> rest, int prefix, out ReadOnlySpan<byte> vector)
    {
        vector = default;
        if (rest.Length < prefix)
        {
            return false;
        }

        var length = 0;
        foreach (var one in rest[..prefix])
        {
            length = (length << 8) | one;
        }

        if (rest.Length - prefix < length)
        {
            return false;
        }

        vector = rest.Slice(prefix, length);
        rest = rest[(prefix + length)..];
        return true;
    }
}
