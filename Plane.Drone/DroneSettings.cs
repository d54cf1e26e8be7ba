using Plane.Domain.Identity;
using Plane.Drone.Agent;
using Plane.Drone.Certificates;
using Plane.Drone.Proxy;
using Plane.ServiceDefaults.Configuration;

namespace Plane.Drone;

/// <summary>From options to what the rooms want.</summary>
internal static class DroneSettings
{
    /// <summary>What does not go with the drone's cluster.</summary>
    public static IEnumerable<string> FaultsOfCluster(ProgramSettings settings) =>
        ClusterName.TryParse(settings.Get<DroneOptions>().Cluster, out var cluster)
            ? settings.Get<ProxyOptions>().Faults(cluster).Concat(settings.Get<CertificateOptions>().Faults(cluster)) : [];

    /// <summary>Roles whose process must be the only one of its kind in the state directory.</summary>
    public static IEnumerable<string> Roles(DroneOptions options) => DroneOptions.KnownRoles.Where(options.Has);

    public static AgentOptions Agent(DroneOptions options, string? proxyAlias, string stateDirectory) => new()
    {
        Cluster = ClusterName.Parse(options.Cluster),
        Drone = DroneId.Parse(options.Id),
        StateDirectory = stateDirectory,
        IsProxy = options.Has("proxy"),
        ProxyAuthority = proxyAlias,
        Pool = options.Pool,
        PublicAddresses = [.. options.PublicAddresses],
        Capacity = options.Capacity,
        OnStop = options.OnStop,
    };
}
