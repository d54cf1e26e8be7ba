using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>Degraded while orders fail or may not be made; whether clients suffer is told by <see cref="CertificateHealth"/>.</summary>
internal sealed class OrderHealth(OrderStanding standing) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(standing.Fault is { } fault ? HealthCheckResult.Degraded(fault) : HealthCheckResult.Healthy());
}
