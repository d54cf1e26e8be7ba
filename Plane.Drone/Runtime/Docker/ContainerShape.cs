using System.Globalization;
using Docker.DotNet.Models;
using Plane.Domain.Backends;

namespace Plane.Drone.Runtime.Docker;

/// <summary>From a launch to what the engine is asked to create. Pure. Command, user and restart policy stay the image's own; nothing is removed automatically.</summary>
internal static class ContainerShape
{
    private const long DefaultCpuPeriod = 100_000;

    public static CreateContainerParameters Of(BackendLaunch launch, DockerRuntimeOptions options) => new()
    {
        Name = ContainerName.Of(launch.Identity.Backend),
        Image = launch.Spec.Image,
        Env = [.. EnvironmentOf(launch)],
        Labels = ContainerLabels.Of(launch),
        ExposedPorts = PortsOf(launch).ToDictionary(static port => port, static _ => default(EmptyStruct)),
        HostConfig = HostOf(launch, options),
    };

    /// <summary>The engine's spelling of a TCP port.</summary>
    public static string PortKey(int port) => string.Create(CultureInfo.InvariantCulture, $"{port}/tcp");

    private static IEnumerable<string> PortsOf(BackendLaunch launch) => launch.Spec.Ports.Prepend(launch.Spec.Port).Select(PortKey);

    private static IEnumerable<string> EnvironmentOf(BackendLaunch launch) =>
        launch.Environment
            .SetItem("PORT", launch.Spec.Port.ToString(CultureInfo.InvariantCulture))
            .SetItems(launch.Spec.Ports.Select(static port => KeyValuePair.Create(PortVariable.Of(port), port.ToString(CultureInfo.InvariantCulture))))
            .Select(static pair => $"{pair.Key}={pair.Value}");

    private static HostConfig HostOf(BackendLaunch launch, DockerRuntimeOptions options)
    {
        var limits = launch.Spec.Limits;
        var host = new HostConfig
        {
            NetworkMode = launch.Spec.Network ?? options.Network,
            Runtime = options.OciRuntime,
            LogConfig = options.LogConfig,
            Memory = limits.MemoryLimitBytes ?? 0,
            CPUPeriod = limits.CpuPeriodMicroseconds ?? 0,
            CPUQuota = limits.CpuPeriodPercent is { } percent ? (limits.CpuPeriodMicroseconds ?? DefaultCpuPeriod) * percent / 100 : 0,
            Binds = BindsOf(launch.Spec, options),
        };
        if (limits.CpuTimeLimitSeconds is { } seconds)
        {
            host.Ulimits = [new Ulimit { Name = "cpu", Soft = seconds, Hard = seconds }];
        }

        if (limits.DiskLimitBytes is { } disk)
        {
            host.StorageOpt = new Dictionary<string, string> { ["size"] = disk.ToString(CultureInfo.InvariantCulture) };
        }

        if (options.PublishPorts)
        {
            host.PortBindings = PortsOf(launch).ToDictionary(static port => port, static IList<PortBinding> (_) => [new PortBinding { HostIP = "127.0.0.1" }]);
        }

        return host;
    }

    private static List<string>? BindsOf(BackendSpec spec, DockerRuntimeOptions options)
    {
        if (spec.Binds.Length > 0 && !options.AllowBinds)
        {
            throw new RuntimeException("Host paths were asked for, but this drone does not allow them (Plane:Drone:AllowBinds).");
        }

        var binds = spec.Binds.ToList();
        if (MountPath.Of(spec, options.MountBase) is { } folder)
        {
            binds.Add($"{folder}:{MountPath.Target}");
        }

        return binds.Count == 0 ? null : binds;
    }
}
