using Microsoft.Extensions.Diagnostics.HealthChecks;
using Plane.Domain.Certificates;

namespace Plane.Drone.Certificates;

/// <summary>Unhealthy where clients are refused: no certificate, or it has ended. Degraded where they will be unless somebody looks, or those of one domain are.</summary>
internal sealed class CertificateHealth(CertificateShelf shelf, TimeProvider clock) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        var now = clock.GetUtcNow();
        var certificates = shelf.Current.Certificates;
        if (certificates.IsEmpty)
        {
            return HealthCheckResult.Unhealthy(shelf.Fault ?? "There is no certificate yet.");
        }

        if (certificates.FirstOrDefault(certificate => certificate.NotAfter <= now) is { } ended)
        {
            return HealthCheckResult.Unhealthy($"The certificate for {string.Join(", ", ended.Names)} ended at {ended.NotAfter:u}.");
        }

        if (shelf.Fault is { } fault)
        {
            return HealthCheckResult.Degraded(fault);
        }

        if (FaultOfDomain(now) is { } lacking)
        {
            return HealthCheckResult.Degraded(lacking);
        }

        return All().FirstOrDefault(certificate => RenewalPolicy.IsOverdue(certificate.NotBefore, certificate.NotAfter, now)) is { } overdue
            ? HealthCheckResult.Degraded($"The certificate for {string.Join(", ", overdue.Names)} ends at {overdue.NotAfter:u} and was not renewed.")
            : HealthCheckResult.Healthy();
    }

    /// <summary>The cluster is served all the same, so that the drone is only degraded.</summary>
    private string? FaultOfDomain(DateTimeOffset now)
    {
        foreach (var (domain, certificate) in shelf.Current.Domains)
        {
            if (certificate is null || certificate.NotAfter <= now)
            {
                return certificate is null ? $"There is no certificate for {domain} yet." : $"The certificate for {domain} ended at {certificate.NotAfter:u}.";
            }
        }

        return null;
    }

    private IEnumerable<LoadedCertificate> All() => shelf.Current.Certificates.Concat(shelf.Current.Domains.Values.OfType<LoadedCertificate>());
}
