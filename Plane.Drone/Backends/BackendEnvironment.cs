using System.Collections.Immutable;
using System.Globalization;
using Plane.Contracts.Drones;

namespace Plane.Drone.Backends;

/// <summary>What a program is told by its environment (HTTP API §5.5). <c>PORT</c> is the runtime's to say.</summary>
internal static class BackendEnvironment
{
    public static ImmutableSortedDictionary<string, string> Of(SpawnMessage message)
    {
        var environment = message.Spec.Environment
            .SetItem("SESSION_BACKEND_ID", message.Backend.Value)
            .SetItem("SESSION_BACKEND_KEY", message.KeyName)
            .SetItem("SESSION_BACKEND_FENCING_TOKEN", message.FencingToken.ToString(CultureInfo.InvariantCulture));
        return message.StaticToken is { } token ? environment.SetItem("SESSION_BACKEND_STATIC_TOKEN", token) : environment;
    }
}
