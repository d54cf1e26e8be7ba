namespace Plane.State.Buckets;

/// <summary>Headers of a stored KV message (ADR-8): an operation other than a put makes it a marker.</summary>
internal static class KvHeaders
{
    /// <param name="base64">As STREAM.MSG.GET gives them; null for none.</param>
    public static bool IsMarker(string? base64) => StoredHeaders.Find(base64, "KV-Operation") is not null;
}
