using System.Buffers.Text;
using System.Security.Cryptography;

namespace NATS.Client.JetStream.Ordered;

/// <summary>Names for consumers nobody looks up by name.</summary>
internal static class OrderedName
{
    public static string Next()
    {
        Span<byte> random = stackalloc byte[15];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }
}
