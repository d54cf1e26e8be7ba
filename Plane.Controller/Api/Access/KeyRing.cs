using System.Security.Cryptography;
using System.Text;

namespace Plane.Controller.Api.Access;

/// <summary>Who shows which key, by hashes. Which key it is, and whether it nearly was one, does not show in the time it takes.</summary>
/// <param name="holders">Each with the SHA-256 of its key, in hexadecimal.</param>
internal sealed class KeyRing<T>(IEnumerable<(string Sha256, T Holder)> holders)
    where T : class
{
    private const string Scheme = "Bearer ";
    private readonly (byte[] Hash, T Holder)[] _holders = [.. holders.Select(static one => (Convert.FromHexString(one.Sha256), one.Holder))];

    /// <summary>What a request shows as <c>Authorization: Bearer …</c>; null for nothing.</summary>
    public static string? ShownBy(HttpRequest request) =>
        request.Headers.Authorization is { Count: 1 } shown && shown.ToString() is var text && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? text[Scheme.Length..].Trim(' ')
            : null;

    /// <returns>Null where nobody has this key.</returns>
    public T? Find(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        T? found = null;
        foreach (var (expected, holder) in _holders)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, expected) ? holder : found;
        }

        return found;
    }
}
