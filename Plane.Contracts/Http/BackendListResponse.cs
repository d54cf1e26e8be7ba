using Plane.Domain.Backends;

namespace Plane.Contracts.Http;

/// <summary><c>GET /ctrl/backends</c> and <c>GET /ctrl/c/{cluster}/backends</c>: newest first.</summary>
/// <param name="Next">Pass as <c>after</c> to get the next page; null at the end.</param>
public sealed record BackendListResponse(IReadOnlyList<BackendSummary> Backends, string? Next);

/// <param name="Key">Name of its key, with the namespace.</param>
/// <param name="Time">When it entered its status: milliseconds since the epoch, by the NATS server's clock.</param>
public sealed record BackendSummary(
    string BackendId,
    string Cluster,
    string Drone,
    KeySummary Key,
    BackendStatus Status,
    TerminationReason? TerminationReason,
    string Image,
    long Time);

public sealed record KeySummary(string Namespace, string Name);
