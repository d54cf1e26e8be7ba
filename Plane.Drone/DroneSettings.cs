using System.Globalization;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Drone.Agent;

namespace Plane.Drone;

/// <summary>From configuration to what the rooms want.</summary>
internal static class DroneSettings
{
    private const string ScaleKey = "Plane:Leases:Scale";

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

        var scale = configuration[ScaleKey] ?? "1";
        var scaled = double.TryParse(scale, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor is >= 0.01 and <= 10;
        timings = LeaseTimings.Default.Scaled(scaled ? factor : 1);
        faults.AddRange(options.Faults());
        faults.AddRange(scaled ? timings.Faults() : [$"{ScaleKey} is '{scale}'; 0.01 to 10 is expected."]);
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
