using Plane.ServiceDefaults.Configuration;

namespace Plane.Drone.Proxy;

/// <summary>Section <c>Plane:Drone:Proxy:Idle</c>: what does not keep a backend alive. It has to be the same on every drone: the one that runs the backend decides.</summary>
public sealed class ProxyIdleOptions : ICheckedOptions
{
    public const string Section = "Plane:Drone:Proxy:Idle";

    /// <summary>Paths, as the backend sees them, that are asked for by watchers and not by users: a path itself and all below it. Default none.</summary>
    public IList<string> IgnoredPaths { get; } = [];

    /// <summary>Texts that the <c>User-Agent</c> of watchers has somewhere, for example <c>kube-probe</c>; case does not matter. Default none.</summary>
    public IList<string> IgnoredAgents { get; } = [];

    /// <summary>
    /// After how long a WebSocket on which nothing but pings and pongs went either way counts no more, until a message comes; the idle time begins then. For clients that
    /// keep forgotten windows connected. 0: it always counts. 0–86,400 s. Default 0.
    /// </summary>
    public int PingOnlySeconds { get; set; }

    public IEnumerable<string> Faults()
    {
        foreach (var path in IgnoredPaths.Where(static path => !path.StartsWith('/')))
        {
            yield return $"{Section}:IgnoredPaths has '{path}'; a path that begins with '/' is expected.";
        }

        if (IgnoredAgents.Any(string.IsNullOrWhiteSpace))
        {
            yield return $"{Section}:IgnoredAgents has an empty text, which every user agent has.";
        }

        if (PingOnlySeconds is < 0 or > 86_400)
        {
            yield return $"{Section}:PingOnlySeconds is {PingOnlySeconds}; 0 to 86400 is expected.";
        }
    }
}
