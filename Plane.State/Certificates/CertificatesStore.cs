using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.State.Certificates;

/// <summary>What drones tell of their certificates, and the one that they may share.</summary>
public sealed class CertificatesStore(Bucket<CertificateRecord> certificates, Bucket<SharedCertificateRecord> shared)
{
    public static string KeyOf(ClusterName cluster, DroneId drone) => $"{cluster.KvToken}.{drone}";

    public static string SharedKeyOf(ClusterName cluster) => $"{cluster.KvToken}.certificate";

    /// <summary>Its drone is the only writer.</summary>
    public ValueTask<WriteOutcome> PutAsync(CertificateRecord record, CancellationToken token) => certificates.PutAsync(KeyOf(record.Cluster, record.Drone), record, token);

    /// <summary>The leader's entry.</summary>
    public ValueTask<ReadOutcome<CertificateRecord>> ReadAsync(ClusterName cluster, DroneId drone, CancellationToken token) => certificates.ReadAsync(KeyOf(cluster, drone), token);

    /// <summary>Whoever holds the right to order is the only writer.</summary>
    public ValueTask<WriteOutcome> ShareAsync(ClusterName cluster, SharedCertificateRecord record, CancellationToken token) => shared.PutAsync(SharedKeyOf(cluster), record, token);

    /// <summary>Any server's entry: permissions keep the bucket's other clusters from a drone. One that is behind costs an order more.</summary>
    public ValueTask<ReadOutcome<SharedCertificateRecord>> ReadSharedAsync(ClusterName cluster, CancellationToken token) => shared.ReadAnyAsync(SharedKeyOf(cluster), token);
}
