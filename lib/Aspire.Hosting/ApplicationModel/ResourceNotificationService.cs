using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Tells how the resources are, and lets code wait for it.</summary>
public class ResourceNotificationService
{
    private readonly Lock _gate = new();
    private ImmutableDictionary<string, ResourceEvent> _current = ImmutableDictionary.Create<string, ResourceEvent>(StringComparer.OrdinalIgnoreCase);
    private ImmutableList<ResourceEvent> _order = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ResourceNotificationService()
    {
    }

    /// <summary>First the present state of every resource, then each change. A slow reader may miss states between two of one resource, never the last.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var seen = new Dictionary<string, ResourceEvent>(StringComparer.OrdinalIgnoreCase);
        while (true)
        {
            var (order, changed) = Read();
            foreach (var current in order)
            {
                if (!seen.TryGetValue(current.ResourceId, out var last) || !ReferenceEquals(last, current))
                {
                    seen[current.ResourceId] = current;
                    yield return current;
                }
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits until the resource (any replica of it) is in the state; the default is Running.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until the resource is in one of the states, and tells in which.</summary>
    public async Task<string> WaitForResourceAsync(
        string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        string[] wanted = [.. targetStates];
        var found = await WaitForResourceAsync(
            resourceName,
            e => e.Snapshot.State is { Text: var state } && wanted.Contains(state, StringComparer.OrdinalIgnoreCase),
            cancellationToken);
        return found.Snapshot.State!.Text;
    }

    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        await foreach (var current in WatchAsync(cancellationToken))
        {
            if (string.Equals(current.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase) && predicate(current))
            {
                return current;
            }
        }

        throw new OperationCanceledException("The watch ended.", cancellationToken);
    }

    /// <summary>Waits until the resource is healthy and the subscribers of its <see cref="ResourceReadyEvent"/> are done.</summary>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, WaitBehavior.WaitOnResourceUnavailable, cancellationToken);

    /// <inheritdoc cref="WaitForResourceHealthyAsync(string, CancellationToken)"/>
    /// <exception cref="DistributedApplicationException">It has failed, and <paramref name="waitBehavior"/> says not to wait on.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var found = await WaitForResourceAsync(
            resourceName,
            e => (e.Snapshot is { HealthStatus: HealthStatus.Healthy, ResourceReadyEvent: not null })
                || (waitBehavior == WaitBehavior.StopOnResourceUnavailable && IsTerminal(e.Snapshot)),
            cancellationToken);
        if (found.Snapshot.ResourceReadyEvent is not { } ready || IsTerminal(found.Snapshot))
        {
            var exitCode = found.Snapshot.ExitCode is { } code ? $" (exit code {code.ToString(CultureInfo.InvariantCulture)})" : string.Empty;
            throw new DistributedApplicationException($"The resource '{resourceName}' is {found.Snapshot.State?.Text}{exitCode} and will not become healthy.");
        }

        await ready.EventTask.WaitAsync(cancellationToken);
        return found;
    }

    /// <summary>The state of one replica, or of a resource with a single one.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent) =>
        _current.TryGetValue(resourceId, out resourceEvent);

    /// <summary>Changes the state of a resource that is not run by the orchestrator.</summary>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory) =>
        PublishUpdateAsync(resource, resource.Name, stateFactory);

    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(stateFactory);
        TaskCompletionSource changed;
        lock (_gate)
        {
            var previous = _current.GetValueOrDefault(resourceId);
            var snapshot = previous?.Snapshot ?? new CustomResourceSnapshot { ResourceType = TypeOf(resource), Properties = [] };
            var next = new ResourceEvent(resource, resourceId, stateFactory(snapshot));
            _current = _current.SetItem(resourceId, next);
            _order = (previous is null ? _order : _order.Remove(previous)).Add(next);
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.TrySetResult();
        return Task.CompletedTask;
    }

    internal static bool IsTerminal(CustomResourceSnapshot snapshot) =>
        snapshot.State is { Text: var state } && KnownResourceStates.TerminalStates.Contains(state);

    internal IReadOnlyList<ResourceEvent> Replicas(IResource resource) => [.. _order.Where(e => ReferenceEquals(e.Resource, resource))];

    private static string TypeOf(IResource resource) => resource.GetType().Name.Replace("Resource", string.Empty, StringComparison.Ordinal);

    private (ImmutableList<ResourceEvent> Order, Task Changed) Read()
    {
        lock (_gate)
        {
            return (_order, _changed.Task);
        }
    }
}
