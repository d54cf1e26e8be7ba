using Microsoft.Extensions.Options;
using Plane.Drone.Routing;

namespace Plane.Drone.Proxy.Idle;

/// <summary>Which requests are use of a backend, and which only look whether it is there.</summary>
internal sealed class IdleRules(IOptions<ProxyIdleOptions> options)
{
    private readonly string[] _paths = [.. options.Value.IgnoredPaths.Select(static path => path.TrimEnd('/'))];
    private readonly string[] _agents = [.. options.Value.IgnoredAgents];

    public bool Counts(in ConnectionFacts facts) => !HasPath(facts.Path) && !HasAgent(facts.UserAgent);

    private bool HasPath(string path)
    {
        foreach (var ignored in _paths)
        {
            if (path.StartsWith(ignored, StringComparison.Ordinal) && (path.Length == ignored.Length || path[ignored.Length] == '/'))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasAgent(string? agent)
    {
        foreach (var ignored in _agents)
        {
            if (agent?.Contains(ignored, StringComparison.OrdinalIgnoreCase) == true)
            {
                return true;
            }
        }

        return false;
    }
}
