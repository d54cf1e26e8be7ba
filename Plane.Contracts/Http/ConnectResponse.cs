using Plane.Domain.Backends;

namespace Plane.Contracts.Http;

/// <summary>HTTP API §1.5.2. Every field is always written; what is absent is null.</summary>
/// <param name="Spawned">This call created the backend.</param>
/// <param name="SecretToken">Null for static-token backends.</param>
/// <param name="Drone">Only when spawned.</param>
public sealed record ConnectResponse(
    string BackendId,
    bool Spawned,
    BackendStatus Status,
    string Token,
    string Url,
    string? Subdomain,
    string? SecretToken,
    string StatusUrl,
    string? Drone)
{
    /// <summary>Names the backend only.</summary>
    public override string ToString() => $"connect to {BackendId}";
}
