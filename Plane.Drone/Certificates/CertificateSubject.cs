using Plane.Domain.Identity;

namespace Plane.Drone.Certificates;

/// <summary>What a certificate is ordered, kept and shared for: a cluster with the names below it, or a single domain.</summary>
/// <param name="Domain">Null for the cluster's own.</param>
internal sealed record CertificateSubject(ClusterName Cluster, DomainName? Domain)
{
    /// <summary>The name that it must cover.</summary>
    public string Host => Domain?.Value ?? Cluster.Host;

    public string[] Names => Domain is null ? [Cluster.Host, "*." + Cluster.Host] : [Domain.Value];

    /// <summary>For logs and faults.</summary>
    public override string ToString() => Domain?.Value ?? Cluster.Value;
}
