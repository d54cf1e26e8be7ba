using System.Net.Sockets;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone.Runtime;
using Plane.Drone.Runtime.Executor;

namespace Plane.Drone.Guard;

/// <summary>
/// By a hard termination over the executor's socket, until it says that nothing runs. An executor serves one client at a time: a drone that was
/// stopped in its tracks holds that place, and is killed for it.
/// </summary>
internal sealed class ExecutorKiller(string stateDirectory, TimeSpan silence, TimeProvider clock, GuardLog log) : IBackendKiller
{
    private readonly ExecutorCards _cards = new(stateDirectory);

    public async Task<bool> TryKillAsync(JournalEntry entry, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(silence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        try
        {
            return await AskAsync(entry, either.Token);
        }
        catch (Exception exception) when (exception is SocketException or ExecutorGoneException or OperationCanceledException && !token.IsCancellationRequested)
        {
            log.Say(entry.Backend, $"the executor does not do it ({exception.Message})");
            KillStoppedDrone(entry.Backend);
            return false;
        }
    }

    private async Task<bool> AskAsync(JournalEntry entry, CancellationToken token)
    {
        var backend = BackendId.Parse(entry.Backend);
        using var connection = await ExecutorConnection.OpenAsync(entry.Socket ?? "", token);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(token);
        var read = ReadAsync(connection, reading.Token);
        try
        {
            const string Id = "guard";
            var answer = await connection.AskAsync(Id, ExecutorRequests.Terminate(Id, backend, TerminationKind.Hard), token);
            if (answer is not { IsOk: true, Body.ValueKind: System.Text.Json.JsonValueKind.False })
            {
                return false;
            }
        }
        finally
        {
            await reading.CancelAsync();
            await read.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _cards.Remove(backend);
        return true;
    }

    private static async Task ReadAsync(ExecutorConnection connection, CancellationToken token)
    {
        await foreach (var _ in connection.WordsAsync(token))
        {
            // Ends and measurements of others are the drone's to hear; it asks anew when it has the executor again.
        }
    }

    private void KillStoppedDrone(string backend)
    {
        if (GuardFiles.LivingDrone(stateDirectory) is { IsStopped: true } drone && Signals.KillProcess(drone.Id))
        {
            log.Say(backend, $"the drone's process {drone.Id} is stopped, past this deadline: killed");
        }
    }
}
