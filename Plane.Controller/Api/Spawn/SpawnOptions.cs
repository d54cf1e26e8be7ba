using System.Net;
using Plane.Domain.Identity;

namespace Plane.Controller.Api.Spawn;

/// <summary>Section <c>Plane:Controller:Spawn</c>: the HTTP API that spawns named services (NATS API §13). It asks for no authentication.</summary>
internal sealed class SpawnOptions
{
    /// <summary>Port of that API's own listener, 1–65,535. It opens where <see cref="Cluster"/> or <see cref="Services"/> is set. Default 9090.</summary>
    public int Port { get; init; } = 9090;

    /// <summary>IP address of that listener. Name 127.0.0.1 for a machine of one's own: whoever reaches it can start what is in <see cref="Services"/>. Default 0.0.0.0.</summary>
    public string Address { get; init; } = "0.0.0.0";

    /// <summary>Where the services are started. Null: the controller's default cluster. Default null.</summary>
    public string? Cluster { get; init; }

    /// <summary>What may be started, by name. Default nothing: that API is off.</summary>
    public IDictionary<string, ServiceOptions> Services { get; init; } = new Dictionary<string, ServiceOptions>(StringComparer.OrdinalIgnoreCase);

    public bool IsOn => Cluster is not null || Services.Count > 0;

    /// <param name="defaultCluster">The controller's.</param>
    public IEnumerable<string> Faults(string? defaultCluster) =>
    [
        .. Port is >= 1 and <= 65535 ? [] : Fault($"Port is {Port}; 1 to 65535 is allowed"),
        .. IPAddress.TryParse(Address, out _) ? [] : Fault($"Address is '{Address}'; an IP address is expected"),
        .. IsOn ? FaultsOfUse(defaultCluster) : [],
    ];

    private IEnumerable<string> FaultsOfUse(string? defaultCluster) =>
    [
        .. (Cluster ?? defaultCluster) is not { } cluster ? Fault("Cluster is not set, and there is no default cluster")
            : ClusterName.TryParse(cluster, out _) ? [] : Fault($"Cluster is '{cluster}', which is not a DNS name with an optional port"),
        .. Services.Count > 0 ? [] : Fault("Services names nothing that could be started"),
        .. Services.SelectMany(static service => service.Value.Faults().Select(fault => $"Spawn:Services:{service.Key}:{fault}")),
    ];

    private static string[] Fault(string text) => ["Spawn:" + text];
}
