using Docker.DotNet;
using Docker.DotNet.Models;
using Plane.Domain.Identity;
using Plane.Drone.Runtime;
using Plane.Drone.Runtime.Docker;

namespace Plane.Drone.Guard;

/// <summary>By name, until the engine says that there is no such container; by process id where the engine is silent.</summary>
internal sealed class ContainerKiller(IDockerClient engine, TimeSpan silence, TimeProvider clock, GuardLog log) : IBackendKiller
{
    /// <summary>An engine that is only slow gets this many times as long before it is asked again.</summary>
    private const int Patience = 15;

    public async Task<bool> TryKillAsync(JournalEntry entry, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(silence * Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        var removal = RemoveAsync(entry, either.Token);
        await Task.WhenAny(removal, Task.Delay(silence, clock, token));
        if (!removal.IsCompleted)
        {
            log.Say(entry.Backend, "the engine is silent");
            KillProcess(entry);
        }

        var gone = await removal;
        token.ThrowIfCancellationRequested();
        return gone;
    }

    private async Task<bool> RemoveAsync(JournalEntry entry, CancellationToken token)
    {
        var name = ContainerName.Of(BackendId.Parse(entry.Backend));
        try
        {
            await engine.Containers.RemoveContainerAsync(name, new ContainerRemoveParameters { Force = true }, token);
            await engine.Containers.InspectContainerAsync(name, token);
            return false;
        }
        catch (DockerContainerNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is DockerApiException or HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            log.Say(entry.Backend, $"the engine does not do it ({exception.Message})");
            KillProcess(entry);
            return false;
        }
    }

    private void KillProcess(JournalEntry entry)
    {
        if (entry.Process is { IsAlive: true } process && Signals.KillProcess(process.Id))
        {
            log.Say(entry.Backend, $"process {process.Id} killed");
        }
    }
}
