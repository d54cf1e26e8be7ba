namespace Plane.Tests.Architecture;

/// <summary>The map of the house, as data. Change it on purpose, in the commit that needs it, and say why in docs/adr.</summary>
internal static class HouseMap
{
    /// <summary>Each project and the only projects of Plane it may reference.</summary>
    public static IReadOnlyDictionary<string, string[]> Projects { get; } = new Dictionary<string, string[]>
    {
        ["Plane.Domain"] = [],
        ["Plane.ServiceDefaults"] = [],
        ["Plane.Contracts"] = ["Plane.Domain"],
        ["Plane.State"] = ["Plane.Contracts"],
        ["Plane.Client"] = ["Plane.Contracts"],
        ["Plane.Cli"] = ["Plane.Client", "Plane.State"],
        ["Plane.Controller"] = ["Plane.ServiceDefaults", "Plane.State"],
        ["Plane.Dns"] = ["Plane.ServiceDefaults", "Plane.State"],
        ["Plane.Drone"] = ["Plane.ServiceDefaults", "Plane.State"],
        ["Plane.AppHost"] = ["Plane.Controller", "Plane.Dns", "Plane.Drone"],
    };

    /// <summary>Inside one project, folders from the bottom up: a folder may use only those to its left. The project's own root stands on all of them.</summary>
    public static IReadOnlyDictionary<string, string[]> Folders { get; } = new Dictionary<string, string[]>
    {
        ["Plane.Domain"] = ["Identity", "Backends", "Keys", "Scheduling", "Idle", "Certificates"],
        ["Plane.Contracts"] = ["Records", "Nats", "Drones", "Http", "Interactive", "Json"],
        ["Plane.State"] = ["Time", "Connection", "Conduits", "Buckets", "Secrets", "Keys", "Backends", "Drones", "Tokens", "Intents", "Acme", "Logs", "Certificates"],
        ["Plane.Controller"] = ["Scheduling", "Connect", "Lifecycle", "Api"],
        ["Plane.Drone"] = ["Runtime", "Routing", "Guard", "Backends", "Attach", "Certificates", "Proxy", "Agent"],
        ["Plane.Dns"] = ["Protocol", "Zone", "Server"],
    };

    /// <summary>What the matter must not know: wires, disks, hosts.</summary>
    public static IReadOnlyList<string> ForeignToDomain { get; } =
        ["System.Net", "System.IO", "System.Text.Json", "Microsoft.", "NATS.", "Docker."];
}
