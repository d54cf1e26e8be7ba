namespace Plane.State.Buckets;

/// <summary>A value with where and when it was written.</summary>
/// <param name="Created">The NATS server's time stamp of this revision.</param>
public sealed record Versioned<T>(string Key, T Value, ulong Revision, DateTimeOffset Created);
