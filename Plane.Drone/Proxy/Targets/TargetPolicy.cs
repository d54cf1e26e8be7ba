using Plane.Domain.Identity;
using Plane.Drone.Proxy.Answers;

namespace Plane.Drone.Proxy.Targets;

/// <summary>
/// Reads from host and path what a request is for (HTTP API §6.2, docs/architecture.md "Request"). A backend's own host name leaves every path to
/// the backend, save one that begins with a live token; elsewhere <c>/</c> and <c>/ready</c> are the proxy's.
/// </summary>
internal static class TargetPolicy
{
    // The longest token form; a longer segment is not even copied.
    private const int LongestToken = 45;

    public static Target Decide(HostMatch host, RequestTarget request)
    {
        var segment = request.FirstSegment;
        if (segment.Length <= LongestToken && AccessToken.TryParse(segment.ToString(), out var token))
        {
            return new Target.ByToken(token, token.IsStatic ? request : request.WithoutFirstSegment(), host);
        }

        return host.Backend is { } backend ? new Target.ByHost(backend) : Own(request);
    }

    /// <summary>Whether a live token's request came by the right name.</summary>
    /// <param name="subdomain">The label the backend insists on; null for any or none.</param>
    /// <returns>Null where it did.</returns>
    public static Refusal? CheckHost(HostMatch host, string? subdomain) => host.Kind switch
    {
        HostKind.Missing => Refusal.NoHost,
        HostKind.Foreign => Refusal.ForeignHost,
        _ when subdomain is not null && !host.Prefix.Equals(subdomain, StringComparison.OrdinalIgnoreCase) => Refusal.WrongSubdomain,
        _ => null,
    };

    private static Target Own(RequestTarget request) => request.Path switch
    {
        "/ready" => new Target.ReadyProbe(),
        "/" => new Target.Root(),
        _ when request.FirstSegment.IsEmpty => new Target.Refused(Refusal.EmptySegment),
        _ => new Target.Refused(Refusal.UnknownToken),
    };
}
