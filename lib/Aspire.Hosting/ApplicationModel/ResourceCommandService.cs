using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Runs commands on resources: start, stop and restart (<see cref="KnownResourceCommands"/>).</summary>
public class ResourceCommandService
{
    private readonly Func<AppOrchestrator> _orchestrator;

    internal ResourceCommandService(Func<AppOrchestrator> orchestrator) => _orchestrator = orchestrator;

    /// <summary>Runs the command on every replica of the resource.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return RunAsync(i => ReferenceEquals(i.Resource, resource), resource.Name, commandName, cancellationToken);
    }

    /// <param name="resourceId">A resource's name, or the id of one replica.</param>
    /// <param name="commandName">One of <see cref="KnownResourceCommands"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default) =>
        RunAsync(
            i => string.Equals(i.Id, resourceId, StringComparison.OrdinalIgnoreCase)
                || string.Equals(i.Resource.Name, resourceId, StringComparison.OrdinalIgnoreCase),
            resourceId, commandName, cancellationToken);

    private async Task<ExecuteCommandResult> RunAsync(
        Func<ResourceInstance, bool> which, string name, string command, CancellationToken cancellationToken)
    {
        var orchestrator = _orchestrator();
        var instances = orchestrator.Instances.Where(which).ToArray();
        if (instances.Length == 0)
        {
            return CommandResults.Failure($"No resource '{name}' runs here.");
        }

        try
        {
            await Task.WhenAll(instances.Select(i => RunAsync(i, command, cancellationToken)));
            return CommandResults.Success();
        }
        catch (OperationCanceledException)
        {
            return CommandResults.Canceled();
        }
        catch (Exception e)
        {
            return CommandResults.Failure(e);
        }
    }

    private static async Task RunAsync(ResourceInstance instance, string command, CancellationToken cancellationToken)
    {
        if (command == KnownResourceCommands.StartCommand)
        {
            await instance.StartAsync(cancellationToken);
        }
        else if (command == KnownResourceCommands.StopCommand)
        {
            await instance.StopAsync(cancellationToken);
        }
        else if (command == KnownResourceCommands.RestartCommand)
        {
            await instance.StopAsync(cancellationToken);
            await instance.StartAsync(cancellationToken);
        }
        else
        {
            throw new DistributedApplicationException($"The command '{command}' is not known.");
        }
    }
}
