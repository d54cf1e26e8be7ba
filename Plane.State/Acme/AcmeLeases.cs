using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.State.Acme;

/// <summary>One orderer at a time per cluster. A lease that is not renewed is free again after <see cref="PlaneBuckets.AcmeLifetime"/>.</summary>
public sealed class AcmeLeases(Bucket<AcmeLeaseRecord> leases)
{
    public static string KeyOf(ClusterName cluster) => $"{cluster.KvToken}.lease";

    /// <summary>A conflict means that somebody holds it.</summary>
    /// <param name="messageId">The same for a repetition of the same write; unique otherwise.</param>
    public ValueTask<WriteOutcome> TakeAsync(AcmeLeaseRecord lease, string messageId, CancellationToken token) =>
        leases.CreateAsync(KeyOf(lease.Cluster), lease, messageId, token);

    /// <summary>The leader's entry.</summary>
    public ValueTask<ReadOutcome<AcmeLeaseRecord>> ReadAsync(ClusterName cluster, CancellationToken token) => leases.ReadAsync(KeyOf(cluster), token);

    /// <param name="revision">As last written by this holder; a conflict means that the lease is lost.</param>
    public ValueTask<WriteOutcome> RenewAsync(AcmeLeaseRecord lease, ulong revision, string messageId, CancellationToken token) =>
        leases.UpdateAsync(KeyOf(lease.Cluster), lease, revision, messageId, token);

    public ValueTask<WriteOutcome> ReleaseAsync(ClusterName cluster, ulong revision, CancellationToken token) =>
        leases.PurgeAsync(KeyOf(cluster), revision, token);
}
