using System.Text.Json;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Domain.Identity;
using Plane.Drone.Backends;
using Plane.Drone.Routing;
using Plane.Drone.Runtime;
using Plane.State.Conduits;

namespace Plane.Drone.Attach;

/// <summary>Runs a program in a backend: its input comes from the conduit, its output goes there. While it runs the backend counts as used.</summary>
internal sealed class AttachedProgram(
    BackendId backend, IReadOnlyList<string> command, TerminalSize? terminal, IExecutes runtime, BackendRoster roster, ConnectionLedger ledger, ConduitTimings timings, TimeProvider clock, ILogger log) : IAttachedWork
{
    private const int BufferSize = Conduit.LongestPayload;

    /// <summary>At most, by an engine that refuses at once.</summary>
    private const int KillTries = 100;

    public async Task<AttachEnd> RunAsync(Conduit conduit, CancellationToken token)
    {
        await using var program = await runtime.ExecuteAsync(backend, command, terminal, token);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(token);
        using var beside = new TaskGroup(over.Token);
        var input = TakeInputAsync(conduit, program, beside.Token).OrEndAllAsync(over);
        beside.Add(input);
        beside.Add(KeepUsedAsync(beside.Token));
        try
        {
            await SendOutputAsync(conduit, program, over.Token);
            return new AttachEnd(await program.ExitCodeAsync(over.Token), null);
        }
        catch (Exception exception)
        {
            await KillAsync(program);
            if (exception is OperationCanceledException && !token.IsCancellationRequested)
            {
                // Its input broke: that is to be told.
                await input;
            }

            throw;
        }
        finally
        {
            await beside.EndAsync();
        }
    }

    private static async Task SendOutputAsync(Conduit conduit, IExecution program, CancellationToken token)
    {
        var buffer = new byte[BufferSize];
        while (await program.ReadAsync(buffer, token) is { Count: > 0 } read)
        {
            await conduit.SendAsync(read.IsErrors ? ConduitContent.Errors : ConduitContent.Bytes, buffer.AsMemory(0, read.Count), token);
        }
    }

    private static async Task TakeInputAsync(Conduit conduit, IExecution program, CancellationToken token)
    {
        while (await conduit.ReceiveAsync(token) is { } message)
        {
            switch (message.Content)
            {
                case ConduitContent.Bytes:
                    await program.WriteAsync(message.Payload, token);
                    break;
                case ConduitContent.EndOfBytes:
                    program.EndInput();
                    break;
                case ConduitContent.Resize:
                    await program.ResizeAsync(SizeOf(message.Payload.Span), token);
                    break;
                default:
                    break;
            }
        }
    }

    private static TerminalSize SizeOf(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, StateJson.Default.TerminalSize) ?? throw new JsonException();
        }
        catch (JsonException exception)
        {
            throw new RuntimeException("What came as the size of a terminal is none.", exception);
        }
    }

    private async Task KeepUsedAsync(CancellationToken token)
    {
        while (roster.Find(backend) is not null)
        {
            ledger.Touch(backend);
            await Task.Delay(timings.Every, clock, token);
        }
    }

    /// <summary>
    /// The connection that broke off the program's streams may have broken the first try as well, so it is tried until the time is over in which the
    /// controller takes this end for gone. After that it is left to <see cref="Agent.ProgramSweep"/>.
    /// </summary>
    private async Task KillAsync(IExecution program)
    {
        using var limit = new CancellationTokenSource(timings.Silence, clock);
        Exception? fault = null;
        try
        {
            while ((fault = await TryKillAsync(program, limit.Token)) is not null)
            {
                await Task.Delay(timings.Silence / KillTries, clock, limit.Token);
            }
        }
        catch (OperationCanceledException exception)
        {
            log.NotKilled(fault ?? exception, backend);
        }
    }

    /// <returns>What the engine did not answer to.</returns>
    private static async Task<RuntimeException?> TryKillAsync(IExecution program, CancellationToken token)
    {
        try
        {
            await program.KillAsync(token);
            return null;
        }
        catch (RuntimeException exception)
        {
            return exception;
        }
    }
}
