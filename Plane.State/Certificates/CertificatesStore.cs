using System.Globalization;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.State.Certificates;

/// <summary>What drones tell of their certificates, and those that they may share.</summary>
public sealed class CertificatesStore(Bucket<CertificateRecord> certificates, Bucket<SharedCertificateRecord> shared)
{
    /// <param name="domain">Null for the cluster's own certificate.</param>
    public static string KeyOf(ClusterName cluster, DroneId drone, DomainName? domain = null) => domain is null ? $"{cluster.KvToken}.{drone}" : $"{cluster.KvToken}.{drone}.{domain.KvToken}";

    /// <param name="number">Which of the drone's files for the cluster, from 0. No domain begins so.</param>
    public static string KeyOfFile(ClusterName cluster, DroneId drone, int number) => string.Create(CultureInfo.InvariantCulture, $"{KeyOf(cluster, drone)}.={number}");

    /// <param name="domain">Null for the cluster's own certificate.</param>
    public static string SharedKeyOf(ClusterName cluster, DomainName? domain = null) => domain is null ? $"{cluster.KvToken}.certificate" : $"{cluster.KvToken}.certificate.{domain.KvToken}";

    /// <summary>Its drone is the only writer.</summary>
    public ValueTask<WriteOutcome> PutAsync(CertificateRecord record, CancellationToken token) =>
        certificates.PutAsync(KeyOf(record.Cluster, record.Drone, record.Domain is { } domain ? DomainName.Parse(domain) : null), record, token);

    /// <summary>Of one of the drone's own files for the cluster.</summary>
    public ValueTask<WriteOutcome> PutFileAsync(CertificateRecord record, int number, CancellationToken token) => certificates.PutAsync(KeyOfFile(record.Cluster, record.Drone, number), record, token);

    /// <summary>The leader's entry.</summary>
    public ValueTask<ReadOutcome<CertificateRecord>> ReadAsync(ClusterName cluster, DroneId drone, DomainName? domain, CancellationToken token) =>
        certificates.ReadAsync(KeyOf(cluster, drone, domain), token);

    /// <summary>Whoever holds the right to order is the only writer.</summary>
    public ValueTask<WriteOutcome> ShareAsync(ClusterName cluster, DomainName? domain, SharedCertificateRecord record, CancellationToken token) => shared.PutAsync(SharedKeyOf(cluster, domain), record, token);

    /// <summary>Any server's entry: permissions keep the bucket's other clusters from a drone. One that is behind costs an order more.</summary>
    public ValueTask<ReadOutcome<SharedCertificateRecord>> ReadSharedAsync(ClusterName cluster, DomainName? domain, CancellationToken token) => shared.ReadAnyAsync(SharedKeyOf(cluster, domain), token);
}
