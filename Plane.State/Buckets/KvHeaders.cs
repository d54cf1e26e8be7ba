using System.Text;

namespace Plane.State.Buckets;

/// <summary>Headers of a stored KV message (ADR-8): an operation other than a put makes it a marker.</summary>
internal static class KvHeaders
{
    /// <param name="base64">As STREAM.MSG.GET gives them; null for none.</param>
    public static bool IsMarker(string? base64) =>
        !string.IsNullOrEmpty(base64)
        && Encoding.ASCII.GetString(Convert.FromBase64String(base64)).Contains("KV-Operation:", StringComparison.OrdinalIgnoreCase);
}
