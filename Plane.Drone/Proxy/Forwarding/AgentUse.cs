using Plane.Domain.Identity;
using Plane.Drone.Routing.Sharing;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>Where the agent of this drone is another process, it has to know which of its backends are in use from here; where it is this one, the ledger says so.</summary>
/// <param name="agent">Null where it is this process.</param>
internal sealed class AgentUse(RouteClient? agent)
{
    public bool IsElsewhere => agent is not null;

    /// <summary>It is, and tells its routes: what it has is told soon after it is ready.</summary>
    public bool IsHeard => agent is { IsLinked: true };

    /// <summary>Until <see cref="Leave"/>.</summary>
    /// <returns>False where the backend is about to stop; nothing is to be left then.</returns>
    public ValueTask<bool> EnterAsync(BackendId backend, CancellationToken aborted) => agent?.EnterAsync(backend, aborted) ?? new(true);

    public void Leave(BackendId backend) => agent?.Leave(backend);
}
