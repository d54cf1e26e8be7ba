using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>Degraded while orders fail or may not be made; whether clients suffer is told by <see cref="CertificateHealth"/>.</summary>
internal sealed class OrderHealth(OrderedCertificates ordered) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string[] faults = [.. ordered.All.Where(static one => one.Fault is not null).Select(static one => $"{one.Subject}: {one.Fault}")];
        return Task.FromResult(faults.Length > 0 ? HealthCheckResult.Degraded(string.Join("; ", faults)) : HealthCheckResult.Healthy());
    }
}
