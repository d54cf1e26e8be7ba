using System.Text;

namespace Plane.State.Buckets;

/// <summary>Headers of a stored message.</summary>
public static class StoredHeaders
{
    /// <param name="base64">As STREAM.MSG.GET gives them; null for none.</param>
    /// <returns>Null where there is no such header.</returns>
    public static string? Find(string? base64, string name)
    {
        if (string.IsNullOrEmpty(base64))
        {
            return null;
        }

        foreach (var line in Encoding.UTF8.GetString(Convert.FromBase64String(base64)).Split("\r\n"))
        {
            if (line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return line[(name.Length + 1)..].Trim();
            }
        }

        return null;
    }
}
