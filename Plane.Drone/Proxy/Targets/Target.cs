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

    /// <summary>Nobody's: it goes where the configuration says.</summary>
    public sealed record Passed : Target;

    public sealed record Refused(Refusal Refusal) : Target;

    /// <summary>If the token is live, what follows it; if not, the backend that host or path name.</summary>
    /// <param name="AfterToken">What the token's backend is asked for.</param>
    /// <param name="Otherwise">Null where they name none.</param>
    public sealed record ByToken(AccessToken Token, RequestTarget AfterToken, HostMatch Host, ByName? Otherwise) : Target;

    /// <summary>A backend that is named without a token.</summary>
    /// <param name="Backend">Null with <paramref name="Custom"/>.</param>
    /// <param name="Custom">The domain whose backend it is; null where the backend itself is named.</param>
    /// <param name="Request">What it is asked for.</param>
    /// <param name="Base">What was cut off the path: empty, or <c>/_plane_backend={id}</c>.</param>
    public sealed record ByName(BackendName? Backend, CustomHost? Custom, RequestTarget Request, string Base) : Target
    {
        public const string LoginPath = "/_plane_auth";

        /// <summary>The proxy's own page, at which browsers turn a bearer token into a cookie (NATS API §6.4).</summary>
        public bool IsLogin => Request.Path == LoginPath;
    }
}
