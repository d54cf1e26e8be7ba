using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Plane.Contracts.Drones;
using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Docker;

/// <summary>
/// A further process in a container. An engine has no call to kill one: that goes by process id, where the engine's processes are this machine's.
/// </summary>
internal sealed class ContainerExecution : IExecution
{
    /// <summary>Two seconds of looks: one that ends at once would never take a size.</summary>
    private const int SizeTries = 100;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly IDockerClient _engine;
    private readonly string _id;
    private readonly string _container;
    private readonly MultiplexedStream _stream;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly BackendId _backend;

    private ContainerExecution(IDockerClient engine, BackendId backend, string id, string container, MultiplexedStream stream, TimeProvider clock, ILogger log) =>
        (_engine, _backend, _id, _container, _stream, _clock, _log) = (engine, backend, id, container, stream, clock, log);

    public static async Task<ContainerExecution> StartAsync(
        IDockerClient engine, BackendId backend, IReadOnlyList<string> command, TerminalSize? terminal, TimeProvider clock, ILogger log, CancellationToken token)
    {
        var container = await engine.Containers.InspectContainerAsync(ContainerName.Of(backend), token);
        var created = await engine.Exec.ExecCreateContainerAsync(container.ID, ShapeOf(command, terminal), token);
        var stream = await engine.Exec.StartAndAttachContainerExecAsync(created.ID, terminal is not null, token);
        var execution = new ContainerExecution(engine, backend, created.ID, container.ID, stream, clock, log);
        try
        {
            await execution.FirstSizeAsync(terminal, token);
            return execution;
        }
        catch
        {
            await execution.KillAsync(CancellationToken.None);
            await execution.DisposeAsync();
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
            // It has ended: what it does not read is for nobody.
            _log.InputRefused(exception, _backend);
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
            _log.InputRefused(exception, _backend);
        }
    }

    public async Task ResizeAsync(TerminalSize size, CancellationToken token) => await TryResizeAsync(size, token);

    public async Task<int?> ExitCodeAsync(CancellationToken token)
    {
        var state = await InspectAsync(token);
        while (state is { Running: true })
        {
            // The engine closes the streams a moment before it knows how the process ended.
            await Task.Delay(Look, _clock, token);
            state = await InspectAsync(token);
        }

        return state is null ? null : (int)state.ExitCode;
    }

    public async Task KillAsync(CancellationToken token)
    {
        var state = await InspectAsync(token);
        while (state is { Running: true, Pid: 0 })
        {
            await Task.Delay(Look, _clock, token);
            state = await InspectAsync(token);
        }

        if (state is not { Running: true } || ProcessMark.Of((int)state.Pid) is not { } root)
        {
            return;
        }

        if (!IsInContainer(root))
        {
            _log.ElsewhereRunsOn(_backend);
            return;
        }

        var tree = new ProcessTree(root);
        while (tree.Kill())
        {
            await Task.Delay(Look, _clock, token);
        }
    }

    public ValueTask DisposeAsync()
    {
        _stream.Dispose();
        return ValueTask.CompletedTask;
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
            await _engine.Exec.ResizeContainerExecTtyAsync(_id, new ContainerResizeParameters { Width = size.Columns, Height = size.Rows }, token);
            return true;
        }
        catch (DockerApiException exception) when (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.InternalServerError)
        {
            // The size is a comfort: the program runs without.
            _log.NotResized(exception, _backend);
            return false;
        }
    }

    /// <summary>The id is of the engine's machine, which need not be this one.</summary>
    private bool IsInContainer(ProcessMark process)
    {
        try
        {
            return File.ReadAllText(FormattableString.Invariant($"/proc/{process.Id}/cgroup")).Contains(_container, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <returns>Null where the engine knows it no more: its container is gone.</returns>
    private async Task<ContainerExecInspectResponse?> InspectAsync(CancellationToken token)
    {
        try
        {
            return await _engine.Exec.InspectContainerExecAsync(_id, token);
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
}
