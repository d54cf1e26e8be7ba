using Plane.Contracts.Records;
using Plane.Controller.Api.Statuses;
using Plane.Domain.Identity;

namespace Plane.Controller.Api.Interactive.Calls;

/// <summary>What a parameter names.</summary>
internal static class CallNames
{
    /// <exception cref="CallException">It is none.</exception>
    public static ClusterName ClusterOf(string parameter) =>
        ClusterName.TryParse(parameter, out var cluster) ? cluster : throw new CallException("the first parameter must be a cluster: a DNS name with an optional port");

    /// <exception cref="CallException">It cannot be a name, or there is no such backend.</exception>
    public static BackendRecord Find(BackendViews views, string backend) =>
        PathRules.FaultOf(backend, cluster: null) is { } fault ? throw new CallException(fault.Message)
        : views.Find(backend, cluster: null)?.Value ?? throw new CallException($"there is no backend '{backend}'");
}
