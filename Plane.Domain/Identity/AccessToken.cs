using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Plane.Domain.Identity;

/// <summary>
/// What a client shows to reach a backend: a connection token (43 characters of base64url, one per connect) or a static one
/// (<c>s.</c> in front, one per backend). Never logged; state knows it by its <see cref="Hash"/> only.
/// </summary>
public sealed record AccessToken
{
    private const int EncodedLength = 43;
    private const string StaticPrefix = "s.";

    private AccessToken(string value) => Value = value;

    /// <summary>The secret itself, for URLs.</summary>
    public string Value { get; }

    public bool IsStatic => Value.StartsWith(StaticPrefix, StringComparison.Ordinal);

    /// <summary>SHA-256 of the text, 64 hexadecimal digits.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Value)));

    /// <summary>True for text of a token's form; whether it was ever handed out is another question.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out AccessToken? token)
    {
        var body = text is not null && text.StartsWith(StaticPrefix, StringComparison.Ordinal) ? text.AsSpan(StaticPrefix.Length) : text.AsSpan();
        token = body.Length == EncodedLength && body.IndexOfAnyExcept(Base64Url) < 0 ? new AccessToken(text!) : null;
        return token is not null;
    }

    /// <summary>For secrets made of exactly 32 bytes.</summary>
    internal static AccessToken FromBytes(ReadOnlySpan<byte> bytes, bool isStatic) =>
        new((isStatic ? StaticPrefix : "") + System.Buffers.Text.Base64Url.EncodeToString(bytes));

    internal ReadOnlySpan<byte> Bytes() => System.Buffers.Text.Base64Url.DecodeFromChars(IsStatic ? Value.AsSpan(StaticPrefix.Length) : Value);

    /// <summary>Says the kind, never the secret.</summary>
    public override string ToString() => IsStatic ? "static token" : "connection token";

    private static readonly System.Buffers.SearchValues<char> Base64Url =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}
