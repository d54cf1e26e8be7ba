using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Domain.Identity;

namespace Plane.Controller.Api.Spawn;

/// <summary>What may be started, and how a request for it reads as a schedule request.</summary>
internal sealed class ServiceCatalog(ControllerOptions options)
{
    private const int DefaultGraceSeconds = 60;
    private const string PortVariable = "PORT";

    public ClusterName Cluster { get; } = ClusterName.Parse(options.Spawn.Cluster ?? options.DefaultCluster!);

    public string Names => string.Join(", ", options.Spawn.Services.Keys.Order(StringComparer.Ordinal));

    /// <returns>Null where there is no such service.</returns>
    public ScheduleRequest? Find(string name, SpawnRequest request)
    {
        if (!options.Spawn.Services.TryGetValue(name, out var service))
        {
            return null;
        }

        var port = request.Port ?? (ushort)service.Port;
        var env = new Dictionary<string, string>(service.Env, StringComparer.Ordinal);
        foreach (var (variable, value) in request.Env ?? [])
        {
            env[variable] = value;
        }

        env[PortVariable] = FormattableString.Invariant($"{port}");
        return new ScheduleRequest
        {
            Cluster = Cluster,
            MaxIdleSecs = request.GracePeriodSeconds ?? DefaultGraceSeconds,
            Metadata = new Dictionary<string, string> { [BackendRecord.ServiceLabel] = name },
            Executable = new NatsExecutable { Image = service.Image!, Env = env, Port = port, Ports = [.. service.Ports.Select(static further => (ushort)further)], VolumeMounts = request.VolumeMounts },
            RequireBearerToken = request.RequireBearerToken,
            Lock = request.Lock,
        };
    }
}
