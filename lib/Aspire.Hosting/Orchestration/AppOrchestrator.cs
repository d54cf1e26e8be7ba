using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Orchestration;

/// <summary>Starts the model, and stops all of it.</summary>
internal sealed partial class AppOrchestrator(
    DistributedApplicationModel model, InstanceServices services, EndpointAllocator endpoints, ContainerLaunch containers,
    IHostApplicationLifetime lifetime)
    : IHostedService, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<ResourceInstance> _instances = [];
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly CancellationTokenSource _hurry = new();
    private int _signalCount;
    private Task? _stop;

    /// <summary>Every replica the orchestrator runs, in the model's order.</summary>
    public IReadOnlyList<ResourceInstance> Instances => _instances;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        HandleSignals();
        await services.Eventing.PublishAsync(new BeforeStartEvent(services.Provider, model), cancellationToken);
        PreferLocalPrograms();
        endpoints.Allocate(model.Resources);
        foreach (var resource in model.Resources)
        {
            await PrepareAsync(resource, cancellationToken);
        }

        await services.Eventing.PublishAsync(new AfterResourcesCreatedEvent(services.Provider, model), cancellationToken);
        foreach (var instance in _instances.Where(i => !i.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>()))
        {
            _ = instance.StartAsync(CancellationToken.None); // its state tells how it went; StopAsync ends it
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _stop ??= StopAllAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _signals.ForEach(s => s.Dispose());
        _hurry.Dispose();
        foreach (var instance in _instances)
        {
            await instance.DisposeAsync();
        }
    }

    /// <summary>The host takes the first Ctrl-C or SIGTERM for a stop. A closed terminal is one too; a second signal cuts the graces short.</summary>
    private void HandleSignals()
    {
        if (services.Options.OwnsProcess)
        {
            PosixSignal[] signals = [PosixSignal.SIGHUP, PosixSignal.SIGINT, PosixSignal.SIGTERM];
            _signals.AddRange(signals.Select(s => PosixSignalRegistration.Create(s, HandleSignal)));
        }
    }

    private void HandleSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signalCount) > 1)
        {
            LogHurry(services.Logger);
            _hurry.Cancel();
        }

        lifetime.StopApplication();
    }

    private void PreferLocalPrograms()
    {
        foreach (var container in model.Resources.OfType<ContainerResource>())
        {
            if (container.TryGetLastAnnotation<LocalCommandAnnotation>(out var local) && local.IsInstalled())
            {
                container.Annotations.Add(new LocalProcessAnnotation());
            }
        }
    }

    private async Task PrepareAsync(IResource resource, CancellationToken cancellationToken)
    {
        var eventing = services.Eventing;
        await eventing.PublishAsync(new InitializeResourceEvent(resource, eventing, services.Notifications, services.Provider), cancellationToken);
        if (resource is IResourceWithEndpoints)
        {
            await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services.Provider), cancellationToken);
        }

        if (resource is IResourceWithConnectionString)
        {
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services.Provider), cancellationToken);
        }

        if (resource is ProjectResource or ExecutableResource or ContainerResource)
        {
            var instances = Enumerable.Range(0, resource.GetReplicaCount()).Select(i => new ResourceInstance(resource, i, services)).ToArray();
            _instances.AddRange(instances);
            foreach (var instance in instances)
            {
                await instance.PublishAsync(s => s with { State = KnownResourceStates.NotStarted });
            }
        }
        else if (resource is ParameterResource or ConnectionStringResource)
        {
            await services.Notifications.PublishUpdateAsync(
                resource, s => s with { State = KnownResourceStates.Running, ResourceReadyEvent = new EventSnapshot(Task.CompletedTask) });
        }
    }

    private async Task StopAllAsync()
    {
        var stops = new Dictionary<IResource, Task>();
        var resources = _instances.Select(i => i.Resource).Distinct().ToArray();
        foreach (var resource in resources)
        {
            _ = StopAfterUsers(resource, resources, stops, []); // kept in stops
        }

        await Task.WhenAll(stops.Values);
        await containers.RemoveNetworkAsync(CancellationToken.None);
    }

    private Task StopAfterUsers(IResource resource, IResource[] all, Dictionary<IResource, Task> stops, HashSet<IResource> path)
    {
        if (stops.TryGetValue(resource, out var known))
        {
            return known;
        }

        path.Add(resource);
        Task[] users = [.. StopOrder.Before(resource, all).Where(u => !path.Contains(u)).Select(u => StopAfterUsers(u, all, stops, path))];
        path.Remove(resource);
        return stops[resource] = StopAsync(resource, users);
    }

    private async Task StopAsync(IResource resource, Task[] users)
    {
        await Task.WhenAll(users);
        await Task.WhenAll(_instances.Where(i => ReferenceEquals(i.Resource, resource)).Select(StopAsync));
    }

    private async Task StopAsync(ResourceInstance instance)
    {
        try
        {
            await instance.StopAsync(_hurry.Token);
            await instance.EndOrphansAsync();
        }
        catch (Exception e)
        {
            LogStopFailed(services.Logger, instance.Id, e);
        }
    }
}
