using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Plane.Domain.Identity;

/// <summary>
/// 32 bytes that the controllers and proxies of a cluster share. Tokens that must be handed out again are derived from it instead of being
/// stored, and a made-up connection token is refused without asking anybody.
/// </summary>
public sealed class ClusterSecret
{
    public const int Length = 32;
    private const int Half = 16;
    private const string BearerAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private readonly byte[] _key;

    private ClusterSecret(byte[] key) => _key = key;

    public static ClusterSecret New(Entropy entropy) => new(entropy.Bytes(Length));

    public static bool TryParse([NotNullWhen(true)] byte[]? bytes, [NotNullWhen(true)] out ClusterSecret? secret)
    {
        secret = bytes is { Length: Length } ? new ClusterSecret([.. bytes]) : null;
        return secret is not null;
    }

    /// <summary>A copy, for the one bucket that keeps it.</summary>
    public byte[] ToBytes() => [.. _key];

    /// <summary>16 random bytes and 16 of their HMAC-SHA-256.</summary>
    public AccessToken NewConnectionToken(Entropy entropy)
    {
        var bytes = new byte[Length];
        entropy.Bytes(Half).CopyTo(bytes, 0);
        HMACSHA256.HashData(_key, bytes.AsSpan(0, Half)).AsSpan(0, Half).CopyTo(bytes.AsSpan(Half));
        return AccessToken.FromBytes(bytes, isStatic: false);
    }

    /// <summary>Whether this secret made the connection token, in constant time. A static token is looked up by its hash instead.</summary>
    public bool Made(AccessToken token)
    {
        if (token.IsStatic)
        {
            return false;
        }

        var bytes = token.Bytes();
        return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_key, bytes[..Half]).AsSpan(0, Half), bytes[Half..]);
    }

    /// <summary>The one token that everybody gets for a backend spawned with <c>use_static_token</c>.</summary>
    public AccessToken StaticTokenOf(BackendId backend) => AccessToken.FromBytes(Derive("static", backend.Value), isStatic: true);

    /// <summary>30 characters of <c>[A-Za-z0-9]</c>, the same for every caller of a lock (NATS API §1.5.3).</summary>
    public string BearerTokenOf(BackendId backend) =>
        string.Create(30, Derive("bearer", backend.Value), static (span, bytes) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = BearerAlphabet[bytes[i] % BearerAlphabet.Length];
            }
        });

    /// <summary>What a proxy shows to the internal listener of another drone of the cluster.</summary>
    public string PeerCredential() => Convert.ToHexStringLower(Derive("peer", ""));

    private byte[] Derive(string purpose, string subject) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{purpose}\0{subject}"));
}
