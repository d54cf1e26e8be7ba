using System.Security.Cryptography;
using System.Text;

namespace Plane.Contracts.Records;

/// <summary>A short name for an image reference: 16 hexadecimal digits of SHA-256, so that a heartbeat with hundreds of images stays small.</summary>
public static class ImageHash
{
    /// <param name="image">As written in requests; without a tag <c>:latest</c> is meant.</param>
    public static string Of(string image)
    {
        var slash = image.LastIndexOf('/');
        var full = image.AsSpan(slash + 1).ContainsAny(':', '@') ? image : image + ":latest";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(full)).AsSpan(0, 8));
    }
}
