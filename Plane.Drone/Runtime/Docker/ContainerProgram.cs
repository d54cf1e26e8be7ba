using Docker.DotNet;
using Docker.DotNet.Models;

namespace Plane.Drone.Runtime.Docker;

/// <summary>
/// A further process in a container, by its id. An engine has no call to kill one: that goes by process id, where the engine's processes are this machine's.
/// </summary>
internal sealed class ContainerProgram(IDockerClient engine, ProgramNote note, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public ProgramNote Note => note;

    /// <returns>Null where the engine knows it no more: its container is gone.</returns>
    /// <exception cref="RuntimeException">The engine does not answer.</exception>
    public async Task<ContainerExecInspectResponse?> InspectAsync(CancellationToken token)
    {
        try
        {
            return await engine.Exec.InspectContainerExecAsync(note.Program, token);
        }
        catch (DockerContainerNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (DockerRuntime.IsEngineFault(exception))
        {
            throw new RuntimeException($"The engine does not say how the program stands: {EngineFault.Of(exception)}", exception);
        }
    }

    /// <summary>Kills it and all that it started. Returns when nothing of that is left, and where it cannot be killed from here.</summary>
    /// <returns>Whether there was anything to kill.</returns>
    /// <exception cref="RuntimeException">The engine does not answer.</exception>
    public async Task<bool> KillAsync(CancellationToken token)
    {
        var state = await InspectAsync(token);
        while (state is { Running: true, Pid: 0 })
        {
            await Task.Delay(Look, clock, token);
            state = await InspectAsync(token);
        }

        if (state is not { Running: true } || ProcessMark.Of((int)state.Pid) is not { } root)
        {
            return false;
        }

        if (!IsIn(state.ContainerID, root))
        {
            log.ElsewhereRunsOn(note.Backend);
            return false;
        }

        var tree = new ProcessTree(root);
        while (tree.Kill())
        {
            await Task.Delay(Look, clock, token);
        }

        return true;
    }

    /// <summary>The process id is of the engine's machine, which need not be this one.</summary>
    private static bool IsIn(string container, ProcessMark process)
    {
        try
        {
            return File.ReadAllText(FormattableString.Invariant($"/proc/{process.Id}/cgroup")).Contains(container, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
