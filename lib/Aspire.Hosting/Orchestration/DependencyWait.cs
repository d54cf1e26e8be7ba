using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Orchestration;

/// <summary>Holds a resource back until what it waits for is there: every replica running, healthy, and its ready event done.</summary>
internal sealed class DependencyWait(ResourceNotificationService notifications, OrchestratorOptions options)
{
    /// <exception cref="DistributedApplicationException">A dependency has failed and its annotation says not to wait on.</exception>
    public Task WaitAsync(IResource resource, CancellationToken cancellationToken) =>
        Task.WhenAll(resource.Annotations.OfType<WaitAnnotation>().ToArray().Select(w => WaitAsync(w, cancellationToken)));

    private async Task WaitAsync(WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var behavior = wait.WaitBehavior
            ?? (options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable);
        IReadOnlyList<ResourceEvent> replicas = [];
        await notifications.WaitForResourceAsync(
            wait.Resource.Name,
            _ =>
            {
                replicas = notifications.Replicas(wait.Resource);
                return replicas.Count == wait.Resource.GetReplicaCount()
                    && (replicas.All(r => IsMet(wait, r.Snapshot)) || (replicas.Any(r => Failed(wait, r.Snapshot)) && Stops(wait, behavior)));
            },
            cancellationToken);
        if (replicas.FirstOrDefault(r => !IsMet(wait, r.Snapshot)) is { } failed)
        {
            throw new DistributedApplicationException(
                $"it waits for '{wait.Resource.Name}', which is {failed.Snapshot.State?.Text}{(failed.Snapshot.ExitCode is { } code ? $" (exit code {code})" : "")}");
        }

        await Task.WhenAll(replicas.Select(r => r.Snapshot.ResourceReadyEvent?.EventTask ?? Task.CompletedTask)).WaitAsync(cancellationToken);
    }

    private static bool Stops(WaitAnnotation wait, WaitBehavior behavior) =>
        behavior == WaitBehavior.StopOnResourceUnavailable || wait.WaitType == WaitType.WaitForCompletion;

    private static bool IsMet(WaitAnnotation wait, CustomResourceSnapshot snapshot) => wait.WaitType switch
    {
        WaitType.WaitUntilHealthy => snapshot is { HealthStatus: HealthStatus.Healthy, ResourceReadyEvent: not null },
        WaitType.WaitUntilStarted => snapshot.State?.Text == KnownResourceStates.Running,
        _ => ResourceNotificationService.IsTerminal(snapshot) && snapshot.ExitCode == wait.ExitCode,
    };

    private static bool Failed(WaitAnnotation wait, CustomResourceSnapshot snapshot) =>
        ResourceNotificationService.IsTerminal(snapshot) && !IsMet(wait, snapshot);
}
