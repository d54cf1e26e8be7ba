using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Drone.Agent;
using Plane.State.Keys;

namespace Plane.Drone;

/// <summary>From configuration to what the rooms want.</summary>
internal static class DroneSettings
{
    /// <exception cref="DroneStartException">All faults at once.</exception>
    public static DroneOptions Read(IConfiguration configuration, out LeaseTimings timings)
    {
        var options = new DroneOptions();
        var faults = new List<string>();
        try
        {
            configuration.GetSection(DroneOptions.Section).Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            faults.Add(exception.Message);
        }

        faults.AddRange(options.Faults());
        timings = LeaseScale.Read(configuration, faults);
        return faults.Count == 0 ? options : throw new DroneStartException("The settings are wrong:\n  " + string.Join("\n  ", faults));
    }

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
