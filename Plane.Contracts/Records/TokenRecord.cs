using System.Text.Json;
using Plane.Domain.Identity;

namespace Plane.Contracts.Records;

/// <summary>What <c>plane_tokens</c> keeps under a connection token's hash.</summary>
/// <param name="User">Sent to the backend as <c>x-verified-username</c>; null for none.</param>
/// <param name="Auth">Sent as <c>x-verified-user-data</c>; an object.</param>
/// <param name="Secret">Sent as <c>x-verified-secret</c>.</param>
public sealed record TokenRecord(BackendId Backend, ClusterName Cluster, string? User, JsonElement Auth, string Secret)
{
    /// <summary>Names the backend only.</summary>
    public override string ToString() => $"token of {Backend}";
}
