using Plane.Domain.Identity;
using Plane.Drone.Proxy.Answers;

namespace Plane.Drone.Proxy.Targets;

/// <summary>
/// Reads from host and path what a request is for (HTTP API §6.2, NATS API §6.2 and §14, docs/proxy.md "Which backend"). First a live token, then
/// <c>/_plane_backend=</c>, then the host. A backend's own host name leaves every path to the backend; elsewhere <c>/</c> and <c>/ready</c> are the proxy's.
/// </summary>
internal static class TargetPolicy
{
    private const string PathPrefix = "_plane_backend=";

    // The longest token form; a longer segment is not even copied.
    private const int LongestToken = 45;

    public static Target Decide(HostMatch host, RequestTarget request, TargetRules rules)
    {
        var segment = request.FirstSegment;
        if (segment.Length <= LongestToken && AccessToken.TryParse(segment.ToString(), out var token))
        {
            return new Target.ByToken(token, token.IsStatic ? request : request.WithoutFirstSegment(), host, ByHost(host, request));
        }

        if (rules.PathRouting && segment.StartsWith(PathPrefix, StringComparison.Ordinal))
        {
            return BackendName.TryParse(segment[PathPrefix.Length..].ToString(), out var named)
                ? new Target.ByName(named, null, request.WithoutFirstSegment(), "/" + segment.ToString())
                : new Target.Refused(Refusal.UnknownBackend);
        }

        return ByHost(host, request) ?? (host.Kind == HostKind.Below && rules.Passthrough ? new Target.Passed() : Own(request));
    }

    /// <summary>Whether a live token's request came by the right name. Whose a custom domain is can only be said by who sees the backends.</summary>
    /// <param name="subdomain">The label the backend insists on; null for any or none.</param>
    /// <returns>Null where it did.</returns>
    public static Refusal? CheckHost(HostMatch host, string? subdomain) => host.Kind switch
    {
        HostKind.Missing => Refusal.NoHost,
        HostKind.Foreign => Refusal.ForeignHost,
        HostKind.Custom => null,
        _ when subdomain is not null && !host.IsCalled(subdomain) => Refusal.WrongSubdomain,
        _ => null,
    };

    /// <summary>Which of a token's backend's ports the host asks for: it must name the backend, or the subdomain it insists on.</summary>
    /// <returns>Null for the one without a name.</returns>
    public static int? PortOf(HostMatch host, BackendId backend, string? subdomain) =>
        host.Backend is { Port: { } port } named && (named.Backend == backend || named.Backend.Value.Equals(subdomain, StringComparison.OrdinalIgnoreCase)) ? port : null;

    private static Target.ByName? ByHost(HostMatch host, RequestTarget request) =>
        host.Backend is not null || host.Custom is not null ? new Target.ByName(host.Backend, host.Custom, request, "") : null;

    private static Target Own(RequestTarget request) => request.Path switch
    {
        "/ready" => new Target.ReadyProbe(),
        "/" => new Target.Root(),
        _ when request.FirstSegment.IsEmpty => new Target.Refused(Refusal.EmptySegment),
        _ => new Target.Refused(Refusal.UnknownToken),
    };
}
