using System.Diagnostics;

namespace Aspire.Hosting.Orchestration;

/// <summary>A started process, its output lines and its end.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly bool _ownSession;
    private readonly Task _output;

    public ChildProcess(Process process, bool ownSession, Action<string, bool> onLine)
    {
        _process = process;
        _ownSession = ownSession;
        Id = process.Id;
        _output = Task.WhenAll(ReadAsync(process.StandardOutput, onLine, false), ReadAsync(process.StandardError, onLine, true));
        Exited = WaitAsync();
    }

    public int Id { get; }

    /// <summary>The exit code; 128 + signal when a signal ended it.</summary>
    public Task<int> Exited { get; }

    /// <summary>SIGTERM, and SIGKILL for the whole session after the grace; then ends what the process left behind.</summary>
    public async Task StopAsync(TimeSpan grace, TimeSpan orphanGrace, TimeProvider time, CancellationToken cancellationToken)
    {
        Posix.Signal(Id, Posix.SigTerm);
        try
        {
            await Exited.WaitAsync(grace, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            KillSession();
            await Exited;
        }

        await EndOrphansAsync(orphanGrace, time);
    }

    /// <summary>Ends processes the child started and left: SIGTERM, then SIGKILL after the grace.</summary>
    public async Task EndOrphansAsync(TimeSpan grace, TimeProvider time)
    {
        var left = Orphans();
        foreach (var pid in left)
        {
            Posix.Signal(pid, Posix.SigTerm);
        }

        var deadline = time.GetTimestamp();
        while (left.Count > 0 && time.GetElapsedTime(deadline) < grace)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, CancellationToken.None);
            left = Orphans();
        }

        foreach (var pid in left)
        {
            Posix.Signal(pid, Posix.SigKill);
        }
    }

    public void Dispose() => _process.Dispose();

    private IReadOnlyList<int> Orphans() => _ownSession ? Posix.ProcessesOf(Id) : [];

    private void KillSession()
    {
        Posix.Signal(Id, Posix.SigKill);
        foreach (var pid in Orphans())
        {
            Posix.Signal(pid, Posix.SigKill);
        }
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None);

        // Its last lines are in the pipe; a helper that inherited the pipe may hold it open for as long as it likes.
        await _output.WaitAsync(TimeSpan.FromMilliseconds(200), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _process.ExitCode;
    }

    private static async Task ReadAsync(StreamReader reader, Action<string, bool> onLine, bool isError)
    {
        await Task.Yield();
        try
        {
            while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            {
                onLine(line, isError);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            onLine($"(output lost: {e.Message})", true);
        }
    }
}
