using Microsoft.Extensions.Diagnostics.HealthChecks;
using Plane.Dns.Zone;
using Plane.State.Connection;

namespace Plane.Dns.Server;

/// <summary>Unhealthy until the state was listed once; degraded while answers come from a snapshot that NATS does not keep fresh.</summary>
internal sealed class DnsHealth(ZoneView zones, NatsContact contact) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) => Task.FromResult(
        !zones.Current.IsComplete ? HealthCheckResult.Unhealthy("The state was not read from NATS yet: names below the clusters are answered SERVFAIL.")
        : contact.IsLost ? HealthCheckResult.Degraded($"NATS has not answered for {contact.Silence.TotalSeconds:F0} s: answers come from the last snapshot.")
        : HealthCheckResult.Healthy());
}
