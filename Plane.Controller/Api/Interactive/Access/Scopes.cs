namespace Plane.Controller.Api.Interactive.Access;

/// <summary>What a token may allow (interactive API §3).</summary>
internal static class Scopes
{
    /// <summary>Start backends.</summary>
    public const string Spawn = "spawn";

    /// <summary>Follow statuses and output.</summary>
    public const string View = "view";

    /// <summary>End backends, drain drones, pull images.</summary>
    public const string Manage = "manage";

    /// <summary>Run programs inside backends.</summary>
    public const string Exec = "exec";

    /// <summary>See systems that are not public.</summary>
    public const string Systems = "systems";

    public static IReadOnlyList<string> All { get; } = [Spawn, View, Manage, Exec, Systems];
}
