using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet.Models;
using Plane.Domain.Identity;
using Plane.Drone.Agent;
using Plane.Drone.Certificates;
using Plane.Drone.Proxy;
using Plane.Drone.Runtime;
using Plane.ServiceDefaults.Configuration;

namespace Plane.Drone;

/// <summary>From options to what the rooms want.</summary>
internal static class DroneSettings
{
    /// <summary>What does not go with the drone's cluster.</summary>
    public static IEnumerable<string> FaultsOfCluster(ProgramSettings settings) =>
        ClusterName.TryParse(settings.Get<DroneOptions>().Cluster, out var cluster)
            ? settings.Get<ProxyOptions>().Faults(cluster).Concat(settings.Get<CertificateOptions>().Faults(cluster)).Concat(FaultsOfDomains(settings.Get<DroneOptions>(), settings.Get<ProxyOptions>(), settings.Get<CertificateOptions>())) : [];

    /// <summary>Another process of the drone may order; one with the role must be told from whom.</summary>
    public static IEnumerable<string> FaultsOfDomains(DroneOptions drone, ProxyOptions proxy, CertificateOptions certificates) =>
        drone.Has("certificates") && !certificates.IsOrdering && proxy.Hosts.FirstOrDefault(static host => host.Acme is not null) is { } host
            ? [$"{ProxyOptions.Section}:Hosts orders a certificate for {host.Name}, but {CertificateOptions.Section}:Acme does not say from which authority."] : [];

    /// <summary>Roles whose process must be the only one of its kind in the state directory.</summary>
    public static IEnumerable<string> Roles(DroneOptions options) => DroneOptions.KnownRoles.Where(options.Has);

    /// <returns>Null where it can be used, or there is none.</returns>
    public static string? FaultOfLogConfig(string? json)
    {
        try
        {
            return json is null || LogConfigOf(json) is { Type.Length: > 0 } ? null : "has no Type; {\"Type\": \"json-file\", \"Config\": {…}} is expected.";
        }
        catch (JsonException exception)
        {
            return $"is not JSON of a log driver: {exception.Message}";
        }
    }

    /// <exception cref="JsonException">It is something else.</exception>
    public static LogConfig? LogConfigOf(string? json)
    {
        if (json is null)
        {
            return null;
        }

        var read = JsonSerializer.Deserialize(json, LogConfigJson.Default.LogDriver);
        return read is null ? null : new LogConfig { Type = read.Type, Config = read.Config };
    }

    /// <exception cref="DroneStartException">The name has no IPv4 address.</exception>
    public static IPAddress ExecutorAddress(DroneOptions options)
    {
        try
        {
            return Dns.GetHostAddresses(options.ExecutorAddress, AddressFamily.InterNetwork) is [var first, ..]
                ? first
                : throw new DroneStartException($"{DroneOptions.Section}:ExecutorAddress '{options.ExecutorAddress}' has no IPv4 address.");
        }
        catch (SocketException exception)
        {
            throw new DroneStartException($"{DroneOptions.Section}:ExecutorAddress '{options.ExecutorAddress}' has no IPv4 address: {exception.Message}", exception);
        }
    }

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
        ExecutorSocket = options.Runtime == RuntimeKind.Executor ? options.ExecutorSocket : null,
        PruneContainersAfter = TimeSpan.FromSeconds(options.PruneContainersAfterSeconds),
        PruneImages = options.PruneImages,
        PruneImagesAfter = TimeSpan.FromSeconds(options.PruneImagesAfterSeconds),
        OnStop = options.OnStop,
    };
}
