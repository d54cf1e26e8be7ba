using System.Text.Json.Serialization.Metadata;

namespace Plane.State.Buckets;

/// <summary>A KV bucket as Plane wants it.</summary>
/// <param name="MaxAge">How long an entry lives after a write; zero for ever.</param>
/// <param name="History">Revisions kept per key, 1–64.</param>
public sealed record BucketSpec<T>(string Name, JsonTypeInfo<T> Json, TimeSpan MaxAge, int History = 1);
