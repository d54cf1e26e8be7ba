using Plane.Domain.Identity;

namespace Plane.Contracts.Nats;

/// <summary>NATS API §1.5.7: end a backend. Answered <c>null</c> once that is written down, and where there is nothing to end.</summary>
public sealed record TerminationRequest(ClusterName ClusterId, BackendId BackendId);
