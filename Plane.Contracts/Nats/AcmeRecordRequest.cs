using Plane.Domain.Identity;

namespace Plane.Contracts.Nats;

/// <summary>NATS API §1.5.13 and §11.4: DNS shall tell this TXT value of the cluster's ACME challenge, for ten minutes. Answered <c>true</c>; <c>false</c> where it is not stored.</summary>
public sealed record AcmeRecordRequest(ClusterName Cluster, string Value);
