using Docker.DotNet;
using Plane.Contracts.Drones;
using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Docker;

/// <summary>Further processes in this drone's containers: starts them, and ends those that nobody follows any more.</summary>
internal sealed class ContainerPrograms(IDockerClient engine, string? stateDirectory, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);
    private readonly ProgramNotes _notes = new(stateDirectory, log);

    public async Task<IExecution> StartAsync(BackendId backend, IReadOnlyList<string> command, TerminalSize? terminal, CancellationToken token) =>
        await ContainerExecution.StartAsync(engine, backend, command, terminal, _notes, clock, log, token);

    public Task EndLeftAsync(CancellationToken token) => Task.WhenAll(_notes.Left().Select(note => EndAsync(note, token)));

    private async Task EndAsync(ProgramNote note, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(KillLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        try
        {
            if (await new ContainerProgram(engine, note, clock, log).KillAsync(either.Token))
            {
                log.LeftProgramEnded(note.Backend);
            }

            _notes.Forget(note);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            log.LeftProgramRunsOn(note.Backend);
        }
    }
}
