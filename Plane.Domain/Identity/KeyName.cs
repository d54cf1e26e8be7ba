using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Plane.Domain.Identity;

/// <summary>What at most one live backend may hold: a name within a namespace, over all clusters and pools. The tag is not part of it.</summary>
public sealed record KeyName
{
    /// <summary>In bytes of UTF-8, for the name and for the namespace each.</summary>
    public const int MaxBytes = 2048;

    private KeyName(string @namespace, string name)
    {
        Namespace = @namespace;
        Name = name;
        Hash = HashOf(@namespace, name);
    }

    /// <summary>Empty where the caller named none.</summary>
    public string Namespace { get; }

    public string Name { get; }

    /// <summary>SHA-256 of both parts, 64 hexadecimal digits: the entry's key in the buckets, so that names never appear in subjects.</summary>
    public string Hash { get; }

    /// <exception cref="FormatException">Empty name, or longer than <see cref="MaxBytes"/>.</exception>
    public static KeyName Parse(string @namespace, string name) =>
        TryParse(@namespace, name, out var key) ? key : throw new FormatException($"A key's name must not be empty, and name and namespace have at most {MaxBytes} bytes each.");

    public static bool TryParse(string @namespace, string name, [NotNullWhen(true)] out KeyName? key)
    {
        var fits = name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= MaxBytes && Encoding.UTF8.GetByteCount(@namespace) <= MaxBytes;
        key = fits ? new KeyName(@namespace, name) : null;
        return fits;
    }

    /// <summary>The key of a backend that was asked for without one: <c>lk-</c> and 14 random characters.</summary>
    public static KeyName New(Entropy entropy) => new("", "lk-" + entropy.Letters(14));

    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";

    private static string HashOf(string @namespace, string name)
    {
        // The length in front keeps ("a", "bc") and ("ab", "c") apart.
        var space = Encoding.UTF8.GetBytes(@namespace);
        var text = Encoding.UTF8.GetBytes(name);
        var input = new byte[4 + space.Length + text.Length];
        BinaryPrimitives.WriteInt32BigEndian(input, space.Length);
        space.CopyTo(input, 4);
        text.CopyTo(input, 4 + space.Length);
        return Convert.ToHexStringLower(SHA256.HashData(input));
    }
}
