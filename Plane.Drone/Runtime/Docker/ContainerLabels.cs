using System.Globalization;
using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Docker;

/// <summary>What a container says of itself, so that a restarted drone knows it again.</summary>
internal static class ContainerLabels
{
    /// <summary>Its presence marks a container of Plane's.</summary>
    public const string Backend = "dev.plane.backend";
    public const string Cluster = "dev.plane.cluster";
    public const string Drone = "dev.plane.drone";
    private const string Incarnation = "dev.plane.incarnation";
    private const string KeyHash = "dev.plane.key-hash";
    private const string FencingToken = "dev.plane.fencing-token";

    public static Dictionary<string, string> Of(BackendLaunch launch) => new()
    {
        [Backend] = launch.Identity.Backend.Value,
        [Cluster] = launch.Identity.Cluster.Value,
        [Drone] = launch.Identity.Drone.Value,
        [Incarnation] = launch.Identity.Incarnation.ToString(CultureInfo.InvariantCulture),
        [KeyHash] = launch.Key.Hash,
        [FencingToken] = launch.Identity.FencingToken.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Null where the labels are not those of a backend.</summary>
    public static FoundBackend? Read(IDictionary<string, string> labels, string containerId, bool isRunning) =>
        labels.TryGetValue(Backend, out var id) && BackendId.TryParse(id, out var backend)
            && labels.TryGetValue(KeyHash, out var hash)
            && labels.TryGetValue(FencingToken, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var token)
            ? new FoundBackend(backend, containerId, hash, token, isRunning)
            : null;

    /// <summary>The engine's filter for one drone's containers.</summary>
    public static Dictionary<string, IDictionary<string, bool>> Filter(DockerRuntimeOptions options) => new()
    {
        ["label"] = new Dictionary<string, bool>
        {
            [Backend] = true,
            [$"{Cluster}={options.Cluster}"] = true,
            [$"{Drone}={options.Drone}"] = true,
        },
    };
}
