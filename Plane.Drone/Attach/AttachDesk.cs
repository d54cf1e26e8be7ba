using System.Text.Json;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone.Backends;
using Plane.Drone.Routing;
using Plane.Drone.Runtime;
using Plane.State.Backends;
using Plane.State.Conduits;

namespace Plane.Drone.Attach;

/// <summary>Takes what controllers want to be told much of, each over a conduit of its own: programs run in backends, output, pulls. Ends it all with the drone.</summary>
internal sealed class AttachDesk(
    ClusterName cluster, DroneId drone, BackendServices services, BackendRoster roster, ConnectionLedger ledger, ILogger<AttachDesk> log)
{
    /// <summary>More at once are refused. Each costs a window of 256 KiB at most, and a program two connections to the engine.</summary>
    private const int MaxConduits = 1000;

    private readonly ConduitTimings _timings = ConduitTimings.Of(services.Timings);
    private int _count;

    /// <summary>Conduits that are open.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Answered once this end listens.</summary>
    /// <param name="tasks">Holds the work.</param>
    public async Task<AttachReply> AttachAsync(AttachMessage message, TaskGroup tasks, CancellationToken token)
    {
        var (work, refusal) = WorkOf(message);
        if (work is null)
        {
            return new AttachReply(false, refusal);
        }

        if (Interlocked.Increment(ref _count) > MaxConduits)
        {
            Interlocked.Decrement(ref _count);
            return new AttachReply(false, "the drone has too many conduits open");
        }

        try
        {
            var conduit = await Conduit.ListenAsync(
                services.Connection, Subjects.ConduitToDrone(cluster, drone, message.Conduit), Subjects.ConduitFromDrone(cluster, drone, message.Conduit), _timings, services.Clock, token);
            tasks.Add(ServeAsync(conduit, message.Kind, work, tasks.Token));
            return new AttachReply(true, null);
        }
        catch
        {
            Interlocked.Decrement(ref _count);
            throw;
        }
    }

    private (IAttachedWork? Work, string? Refusal) WorkOf(AttachMessage message) => message.Conduit.Length is 0 or > 64 || !message.Conduit.All(char.IsAsciiLetterOrDigit)
        ? (null, "the conduit's id is none")
        : message switch
        {
            { Kind: AttachKind.Exec, Backend: { } backend, Command: { Count: > 0 } command } => ExecOf(backend, command, message.Terminal),
            { Kind: AttachKind.Logs, Backend: { } backend } => roster.Find(backend) is null ? (null, "the backend does not run here") : (new AttachedLogs(backend, OutputPosition.TryParse(message.After, out var after) ? after : default, services.Runtime), null),
            { Kind: AttachKind.Pull, Image: { } image } => (new AttachedPull(image, services.Runtime, services.Clock), null),
            _ => (null, "the message lacks what it is about"),
        };

    private (IAttachedWork? Work, string? Refusal) ExecOf(BackendId backend, IReadOnlyList<string> command, TerminalSize? terminal) => (services.Runtime, roster.Find(backend)?.Status) switch
    {
        (not IExecutes, _) => (null, $"nothing can be run inside a backend of this drone: its runtime is {services.Runtime.Kind}"),
        (_, null) => (null, "the backend does not run here"),
        (_, < BackendStatus.Waiting) => (null, "the backend has not started yet"),
        (IExecutes runtime, _) => (new AttachedProgram(backend, command, terminal, runtime, roster, ledger, _timings, services.Clock, log), null),
    };

    /// <summary>Never faults: it is the rim of one conduit.</summary>
    private async Task ServeAsync(Conduit conduit, AttachKind kind, IAttachedWork work, CancellationToken leaving)
    {
        try
        {
            await using (conduit)
            {
                log.WorkBegins(kind);
                var end = await EndOfAsync(conduit, kind, work, leaving);
                await FinishAsync(conduit, end, leaving);
            }
        }
        catch (Exception exception) when (exception is ConduitBrokenException or OperationCanceledException)
        {
            log.ControllerGone(kind);
        }
        catch (Exception exception)
        {
            log.WorkBroke(exception, kind);
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <returns>Null where nobody wants to know any more.</returns>
    private async Task<AttachEnd?> EndOfAsync(Conduit conduit, AttachKind kind, IAttachedWork work, CancellationToken leaving)
    {
        using var calledOff = CancellationTokenSource.CreateLinkedTokenSource(leaving);
        using var watching = new TaskGroup(leaving);
        watching.Add(CallOffAsync(conduit, calledOff, watching.Token));
        try
        {
            return await work.RunAsync(conduit, calledOff.Token);
        }
        catch (OperationCanceledException) when (calledOff.IsCancellationRequested)
        {
            return leaving.IsCancellationRequested ? new AttachEnd(null, "the drone is stopping") : null;
        }
        catch (RuntimeException exception)
        {
            return new AttachEnd(null, exception.Message);
        }
        catch (Exception exception) when (exception is not ConduitBrokenException)
        {
            log.WorkBroke(exception, kind);
            return new AttachEnd(null, "the drone failed; its log has it");
        }
        finally
        {
            await watching.EndAsync();
        }
    }

    private static async Task CallOffAsync(Conduit conduit, CancellationTokenSource calledOff, CancellationToken token)
    {
        await Task.WhenAny(conduit.Aborted, conduit.Gone).WaitAsync(token);
        await calledOff.CancelAsync();
    }

    /// <summary>The end is told when all before it was taken; the other end says when it has that.</summary>
    private async Task FinishAsync(Conduit conduit, AttachEnd? end, CancellationToken leaving)
    {
        if (end is null)
        {
            return;
        }

        using var limit = new CancellationTokenSource(leaving.IsCancellationRequested ? _timings.Every : Timeout.InfiniteTimeSpan, services.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, leaving.IsCancellationRequested ? CancellationToken.None : leaving);
        await conduit.SendAsync(ConduitContent.End, JsonSerializer.SerializeToUtf8Bytes(end, StateJson.Default.AttachEnd), either.Token);
        await Task.WhenAny(conduit.Gone, conduit.Aborted).WaitAsync(either.Token);
    }
}
