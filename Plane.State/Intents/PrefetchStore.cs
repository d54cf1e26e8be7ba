using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.State.Intents;

/// <summary>Which images the drones of a cluster shall have ready.</summary>
public sealed class PrefetchStore(Bucket<PrefetchIntent> lists)
{
    /// <summary>The list's KV key.</summary>
    public static string KeyOf(ClusterName cluster) => $"{cluster.KvToken}.prefetch";

    /// <summary>Replaces the list, whatever it was.</summary>
    public ValueTask<WriteOutcome> PutAsync(ClusterName cluster, PrefetchIntent list, CancellationToken token) => lists.PutAsync(KeyOf(cluster), list, token);

    /// <summary>The leader's list.</summary>
    public ValueTask<ReadOutcome<PrefetchIntent>> ReadAsync(ClusterName cluster, CancellationToken token) => lists.ReadAsync(KeyOf(cluster), token);
}
