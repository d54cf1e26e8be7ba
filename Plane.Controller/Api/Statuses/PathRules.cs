using Plane.Contracts.Http;
using Plane.Controller.Api.Errors;
using Plane.Domain.Identity;

namespace Plane.Controller.Api.Statuses;

/// <summary>What ids in a path must be like.</summary>
internal static class PathRules
{
    /// <returns>Null where all is well.</returns>
    public static ApiError? FaultOf(string backend, string? cluster) =>
        cluster is not null && FaultOfCluster(cluster) is { } fault ? fault
        : BackendId.TryParse(backend, out _) ? null
        : ApiError.Bad("backend: must be 1 to 45 characters of a-z, 0-9 and '-', and not begin with a number and '-'");

    public static ApiError? FaultOfCluster(string cluster) =>
        ClusterName.TryParse(cluster, out _) ? null : ApiError.Bad("cluster: must be a DNS name with an optional port", ErrorKind.InvalidClusterName);
}
