using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Plane.Contracts.Drones;
using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Docker;

/// <summary>A further process in a container, with its streams.</summary>
internal sealed class ContainerExecution : IExecution
{
    /// <summary>Two seconds of looks: one that ends at once would never take a size.</summary>
    private const int SizeTries = 100;

    /// <summary>Three seconds of looks.</summary>
    private const int EndTries = 150;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly IDockerClient _engine;
    private readonly ContainerProgram _program;
    private readonly ProgramNotes _notes;
    private readonly MultiplexedStream _stream;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private bool _isOver;

    private ContainerExecution(IDockerClient engine, ContainerProgram program, ProgramNotes notes, MultiplexedStream stream, TimeProvider clock, ILogger log) =>
        (_engine, _program, _notes, _stream, _clock, _log) = (engine, program, notes, stream, clock, log);

    /// <param name="notes">It is noted there before it runs, until it is known to have ended.</param>
    public static async Task<ContainerExecution> StartAsync(
        IDockerClient engine, BackendId backend, IReadOnlyList<string> command, TerminalSize? terminal, ProgramNotes notes, TimeProvider clock, ILogger log, CancellationToken token)
    {
        var id = await CreateAsync(engine, backend, ShapeOf(command, terminal), token);
        var program = new ContainerProgram(engine, new ProgramNote(backend, id), clock, log);
        notes.Write(program.Note);
        try
        {
            var stream = await engine.Exec.StartAndAttachContainerExecAsync(id, terminal is not null, token);
            var execution = new ContainerExecution(engine, program, notes, stream, clock, log);
            await execution.FirstSizeAsync(terminal, token);
            return execution;
        }
        catch
        {
            // Whether it was started is not known: it may only be about to.
            notes.LetGo(program.Note);
            throw;
        }
    }

    public async Task<(int Count, bool IsErrors)> ReadAsync(byte[] buffer, CancellationToken token)
    {
        try
        {
            var read = await _stream.ReadOutputAsync(buffer, 0, buffer.Length, token);
            return (read.Count, read.Target == MultiplexedStream.TargetStream.StandardError);
        }
        catch (Exception exception) when (DockerRuntime.IsEngineFault(exception))
        {
            throw new RuntimeException($"The engine broke off: {EngineFault.Of(exception)}", exception);
        }
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken token)
    {
        try
        {
            var bytes = input.ToArray();
            await _stream.WriteAsync(bytes, 0, bytes.Length, token);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It has ended: what it does not read is for nobody. Or the connection broke, which the reading notices.
            _log.InputRefused(exception, _program.Note.Backend);
        }
    }

    public void EndInput()
    {
        try
        {
            _stream.CloseWrite();
        }
        catch (Exception exception) when (exception is System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            _log.InputRefused(exception, _program.Note.Backend);
        }
    }

    /// <summary>The size is a comfort: without it the program runs on.</summary>
    public async Task ResizeAsync(TerminalSize size, CancellationToken token)
    {
        try
        {
            await TryResizeAsync(size, token);
        }
        catch (Exception exception) when (DockerRuntime.IsEngineFault(exception))
        {
            _log.NotResized(exception, _program.Note.Backend);
        }
    }

    public async Task<int?> ExitCodeAsync(CancellationToken token)
    {
        var state = await _program.InspectAsync(token);
        for (var i = 0; state is { Running: true }; i++)
        {
            // The engine closes the streams a moment before it knows how the process ended, and never while it runs, whatever that closes itself.
            if (i == EndTries)
            {
                throw new RuntimeException("The engine broke off, and the program runs on.");
            }

            await Task.Delay(Look, _clock, token);
            state = await _program.InspectAsync(token);
        }

        _isOver = true;
        return state is null ? null : (int)state.ExitCode;
    }

    public async Task KillAsync(CancellationToken token)
    {
        await _program.KillAsync(token);
        _isOver = true;
    }

    public ValueTask DisposeAsync()
    {
        _stream.Dispose();
        if (_isOver)
        {
            _notes.Forget(_program.Note);
        }
        else
        {
            _notes.LetGo(_program.Note);
        }

        return ValueTask.CompletedTask;
    }

    private static async Task<string> CreateAsync(IDockerClient engine, BackendId backend, ContainerExecCreateParameters shape, CancellationToken token)
    {
        try
        {
            return (await engine.Exec.ExecCreateContainerAsync(ContainerName.Of(backend), shape, token)).ID;
        }
        catch (DockerApiException exception) when (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // It is just ending: nobody had heard of it yet.
            throw new RuntimeException("the backend does not run here", exception);
        }
    }

    private static ContainerExecCreateParameters ShapeOf(IReadOnlyList<string> command, TerminalSize? terminal) => new()
    {
        AttachStdin = true,
        AttachStdout = true,
        AttachStderr = true,
        Tty = terminal is not null,
        Env = terminal is null ? null : ["TERM=xterm-256color"],
        Cmd = [.. command],
    };

    /// <summary>An engine refuses a size for a moment after it began, and no input shall arrive before the size is right.</summary>
    private async Task FirstSizeAsync(TerminalSize? size, CancellationToken token)
    {
        for (var i = 0; size is not null && i < SizeTries && !await TryResizeAsync(size, token); i++)
        {
            await Task.Delay(Look, _clock, token);
        }
    }

    /// <returns>False where it ended just now, or is only just beginning.</returns>
    private async Task<bool> TryResizeAsync(TerminalSize size, CancellationToken token)
    {
        try
        {
            await _engine.Exec.ResizeContainerExecTtyAsync(_program.Note.Program, new ContainerResizeParameters { Width = size.Columns, Height = size.Rows }, token);
            return true;
        }
        catch (DockerApiException exception)
        {
            _log.NotResized(exception, _program.Note.Backend);
            return false;
        }
    }
}
