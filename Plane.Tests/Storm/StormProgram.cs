using System.Diagnostics;
using Peers;

namespace Plane.Tests.Storm;

/// <summary>A process that can be killed, started again and frozen.</summary>
internal sealed class StormProgram(string name, Func<Task<Process>> start) : IAsyncDisposable
{
    private Process? _process;

    public string Name => name;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Starts it where it does not run.</summary>
    public async Task StartAsync()
    {
        if (!IsRunning)
        {
            _process?.Dispose();
            _process = await start();
        }
    }

    public async Task KillAsync()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    public Task FreezeAsync() => IsRunning ? ProcessSignals.FreezeAsync(_process!.Id) : Task.CompletedTask;

    public Task ThawAsync() => IsRunning ? ProcessSignals.ThawAsync(_process!.Id) : Task.CompletedTask;

    /// <summary>Kills it, frozen or not.</summary>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
    }
}
