using System.Security.Cryptography;

namespace Plane.Domain.Identity;

/// <summary>Where ids and tokens get their random bytes from: the system's generator in production, a seeded one in tests.</summary>
public sealed class Entropy(Action<Memory<byte>> fill)
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Unpredictable bytes of the operating system.</summary>
    public static Entropy System { get; } = new(static memory => RandomNumberGenerator.Fill(memory.Span));

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        fill(bytes);
        return bytes;
    }

    /// <summary>Characters drawn uniformly from <c>a-z0-9</c>.</summary>
    public string Letters(int count) => string.Create(count, this, static (span, self) => self.FillLetters(span));

    private void FillLetters(Span<char> span)
    {
        // 252 is the largest multiple of 36 below 256: bytes above it are thrown away, so that every character is equally likely.
        var written = 0;
        while (written < span.Length)
        {
            foreach (var value in Bytes(span.Length))
            {
                if (value < 252 && written < span.Length)
                {
                    span[written++] = Alphabet[value % Alphabet.Length];
                }
            }
        }
    }
}
