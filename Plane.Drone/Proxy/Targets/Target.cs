using Plane.Domain.Identity;
using Plane.Drone.Proxy.Answers;

namespace Plane.Drone.Proxy.Targets;

/// <summary>What a request is for, as far as its own text tells.</summary>
internal abstract record Target
{
    /// <summary>A load balancer asks whether to send requests here.</summary>
    public sealed record ReadyProbe : Target;

    /// <summary>The proxy's own front page.</summary>
    public sealed record Root : Target;

    public sealed record Refused(Refusal Refusal) : Target;

    /// <summary>If the token is live, what follows it; if not, the host's own backend.</summary>
    /// <param name="AfterToken">What the token's backend is asked for.</param>
    public sealed record ByToken(AccessToken Token, RequestTarget AfterToken, HostMatch Host) : Target;

    public sealed record ByHost(BackendId Backend) : Target;
}
