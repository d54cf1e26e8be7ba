namespace Plane.State.Buckets;

/// <summary>What a view watches, and under which name the snapshot has it.</summary>
/// <param name="Filter">KV key pattern, e.g. <c>rev.></c>.</param>
/// <param name="KeyOf">The snapshot's key of a KV key; null leaves the entry out.</param>
/// <param name="IndexOf">A second name of an entry, unique among those alive; null, or a null result, for none.</param>
public sealed record ViewSpec<T>(BucketSpec<T> Bucket, string Filter, Func<string, string?> KeyOf, Func<T, string?>? IndexOf = null)
{
    /// <summary>Whether entries are dropped once they have been seen for as long as the bucket keeps them. Without it they stay until a reconnect, for readers that want to know of what was.</summary>
    public bool ForgetsExpired { get; init; }

    /// <summary>The whole bucket, by its own keys.</summary>
    public static ViewSpec<T> All(BucketSpec<T> bucket) => new(bucket, ">", static key => key);
}
