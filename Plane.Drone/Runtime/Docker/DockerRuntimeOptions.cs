using Docker.DotNet.Models;
using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Docker;

/// <summary>How containers are made on this drone.</summary>
/// <param name="Network">The engine's network for backends that name none; null for the engine's default bridge.</param>
/// <param name="MountBase">Folder below which mounts lie; null refuses them.</param>
/// <param name="PublishPorts">Publish on a loopback port and dial that, where container addresses cannot be dialled (Docker Desktop).</param>
/// <param name="OciRuntime">For example <c>runsc</c>; null for the engine's default.</param>
/// <param name="LogConfig">Log driver and its options for every container; null for the engine's default.</param>
/// <param name="StateDirectory">Where it is remembered which images were pulled; null to forget.</param>
/// <param name="AllowBinds">Whether host paths of the NATS API are mounted.</param>
internal sealed record DockerRuntimeOptions(
    ClusterName Cluster,
    DroneId Drone,
    string? Network = null,
    string? MountBase = null,
    bool PublishPorts = false,
    string? OciRuntime = null,
    LogConfig? LogConfig = null,
    string? StateDirectory = null,
    bool AllowBinds = false);
