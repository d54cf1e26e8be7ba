using System.Globalization;
using System.Reflection;
using Plane.Contracts.Records;
using Plane.Domain.Keys;
using Plane.Drone.Backends;
using Plane.Drone.Guard;
using Plane.Drone.Proxy;
using Plane.Drone.Runtime;
using Plane.State.Buckets;
using Plane.State.Drones;

namespace Plane.Drone.Agent;

/// <summary>
/// Heartbeats of a process that has the proxy role and not the agent's. Where an agent of the same drone runs beside it, the agent tells for
/// both; alone, the drone is a proxy that runs nothing.
/// </summary>
internal sealed class ProxyHeartbeats(AgentOptions options, StoreSetup setup, DronesStore drones, ProxyAddresses addresses, LeaseTimings timings, TimeProvider clock) : BackgroundService
{
    private static readonly string Version = typeof(ProxyHeartbeats).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        ProxyNote.Forget(options.StateDirectory);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var authority = await AuthorityAsync(stoppingToken);
        var self = ProcessMark.Of(Environment.ProcessId) ?? throw new InvalidOperationException("This process is not in /proc.");
        ProxyNote.Write(options.StateDirectory, new ProxyNote(self, authority, Dials: true));
        await setup.Done.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            // A proxy of an HTTPS cluster opens its port when it has a certificate.
            if (await AuthorityAsync(stoppingToken) is { } now && now != authority)
            {
                authority = now;
                ProxyNote.Write(options.StateDirectory, new ProxyNote(self, authority, Dials: true));
            }

            if (GuardFiles.LivingDrone(options.StateDirectory) is null)
            {
                await Limited.WriteAsync(token => drones.PutAsync(RecordOf(authority), token), timings.Heartbeat, clock, stoppingToken);
            }

            await Task.Delay(timings.Heartbeat, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask<string?> AuthorityAsync(CancellationToken token)
    {
        var open = await addresses.OpenAsync(token);
        return open.ProxyPort is { } port ? options.ProxyAuthority ?? string.Create(CultureInfo.InvariantCulture, $"localhost:{port}") : null;
    }

    private DroneRecord RecordOf(string? authority) => new()
    {
        Cluster = options.Cluster,
        Drone = options.Drone,

        // The agent's file: a life without backends begins no new one.
        Incarnation = StoredIncarnation.Read(options.StateDirectory),
        IsAgent = false,
        IsProxy = true,
        State = DroneState.Ready,
        Pool = options.Pool,
        PublicAddresses = options.PublicAddresses,
        ProxyAuthority = authority,
        FreeMemoryBytes = HostLoad.FreeMemoryBytes(),
        Version = Version,
    };
}
