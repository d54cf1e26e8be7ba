using Docker.DotNet;
using Docker.DotNet.Models;
using Plane.Domain.Identity;
using Plane.Drone.Runtime;
using Plane.Drone.Runtime.Docker;

namespace Plane.Drone.Guard;

/// <summary>By name, until the engine says that there is no such container; by process id where the engine is silent.</summary>
internal sealed class ContainerKiller(IDockerClient engine, TimeSpan silence, TimeProvider clock, TextWriter log) : IBackendKiller
{
    public async Task<bool> TryKillAsync(JournalEntry entry, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(silence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        var name = ContainerName.Of(BackendId.Parse(entry.Backend));
        try
        {
            await engine.Containers.RemoveContainerAsync(name, new ContainerRemoveParameters { Force = true }, either.Token);
            await engine.Containers.InspectContainerAsync(name, either.Token);
            return false;
        }
        catch (DockerContainerNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is DockerApiException or HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            token.ThrowIfCancellationRequested();
            await log.WriteLineAsync($"{entry.Backend}: the engine does not do it ({exception.Message})");
            KillProcess(entry);
            return false;
        }
    }

    private void KillProcess(JournalEntry entry)
    {
        if (entry.Process is { IsAlive: true } process && Signals.KillProcess(process.Id))
        {
            log.WriteLine($"{entry.Backend}: process {process.Id} killed");
        }
    }
}
