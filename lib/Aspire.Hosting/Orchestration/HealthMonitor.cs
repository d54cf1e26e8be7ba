using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Orchestration;

/// <summary>Runs the health checks of a running replica and publishes what they say, at a pace that slows down once it is healthy.</summary>
internal sealed class HealthMonitor(
    HealthCheckService checks, ResourceNotificationService notifications, OrchestratorOptions options, TimeProvider time)
{
    /// <summary>The states to begin with: every check is still unknown.</summary>
    public static ImmutableArray<HealthReportSnapshot> Unknown(IResource resource) =>
        [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(h => new HealthReportSnapshot(h.Key, null, null, null))];

    /// <summary>Returns when cancelled.</summary>
    public async Task RunAsync(ResourceInstance instance, Func<Task> onFirstHealthy, CancellationToken cancellationToken)
    {
        var keys = instance.Resource.Annotations.OfType<HealthCheckAnnotation>().Select(h => h.Key).ToHashSet();
        var pause = options.StartingInterval;
        var ready = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            var healthy = keys.Count == 0 || await CheckAsync(instance, keys, cancellationToken);
            if (healthy && !ready)
            {
                ready = true;
                await onFirstHealthy();
            }

            if (keys.Count == 0)
            {
                return;
            }

            pause = healthy ? options.HealthyInterval : ready ? TimeSpan.FromSeconds(1) : options.StartingInterval;
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private async Task<bool> CheckAsync(ResourceInstance instance, HashSet<string> keys, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(options.HealthTimeout);
        ImmutableArray<HealthReportSnapshot> reports;
        try
        {
            var report = await checks.CheckHealthAsync(r => keys.Contains(r.Name), bound.Token);
            reports = [.. report.Entries.Select(e => new HealthReportSnapshot(e.Key, e.Value.Status, e.Value.Description, e.Value.Exception?.ToString()))];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            reports = [.. keys.Select(k => new HealthReportSnapshot(k, HealthStatus.Unhealthy, "No answer in time.", null))];
        }

        await notifications.PublishUpdateAsync(instance.Resource, instance.Id, s => s with { HealthReports = reports });
        return reports.Length == keys.Count && reports.All(r => r.Status == HealthStatus.Healthy);
    }
}
