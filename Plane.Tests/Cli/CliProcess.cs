using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Peers;
using Plane.Cli.Commands;

namespace Plane.Tests.Cli;

/// <summary>The built command line as a child process with its output redirected, as a script would run it.</summary>
public sealed class CliProcess : IAsyncDisposable
{
    private const int SigInt = 2;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<string> _told = new();
    private readonly StringBuilder _said = new();
    private readonly Process _process;
    private readonly Task _reading;

    private CliProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadOutputAsync(), ReadErrorsAsync());
    }

    /// <summary>Runs it to its end against one controller.</summary>
    public static Task<CliResult> RunAsync(Uri controller, params string[] arguments) => RunWithAsync(null, [.. arguments, "--controller", controller.ToString()]);

    /// <param name="variable">What <c>PLANE_CONTROLLER</c> is; null for unset.</param>
    public static async Task<CliResult> RunWithAsync(string? variable, params string[] arguments)
    {
        await using var process = await StartAsync(variable, arguments);
        return await process.EndAsync();
    }

    public static async Task<CliProcess> StartAsync(string? variable, params string[] arguments)
    {
        // It lies beside the tests: they refer to its project.
        var program = new ProcessStartInfo(Programs.Require("dotnet"), ["exec", typeof(ConnectOptions).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        program.Environment["PLANE_CONTROLLER"] = variable;

        // Such that colours would be shown, were standard error a terminal.
        program.Environment["TERM"] = "xterm-256color";
        return new CliProcess(await ChildProcess.StartAsync(program));
    }

    /// <summary>Waits for a line on standard error.</summary>
    public Task ToldAsync(string part) =>
        Poll.UntilAsync(() => _told.Any(line => line.Contains(part, StringComparison.Ordinal)), Limit, $"'{part}' on standard error");

    /// <summary>Waits for a line on standard output.</summary>
    public async Task SaidAsync(string part)
    {
        await Poll.UntilAsync(() => HasSaid(part) || _process.HasExited, Limit, $"'{part}' on standard output");
        Assert.True(HasSaid(part), $"It ended: {string.Join('\n', _told)}");
    }

    /// <summary>Whether standard output has it.</summary>
    public bool HasSaid(string part) => Output.Contains(part, StringComparison.Ordinal);

    private string Output
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Ctrl-C.</summary>
    public void Interrupt() => Assert.Equal(0, Kill(_process.Id, SigInt));

    public async Task<CliResult> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit);
        await _reading;
        return new CliResult(_process.ExitCode, Output, string.Join('\n', _told));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);

    private async Task ReadOutputAsync()
    {
        var buffer = new char[4096];
        for (int read; (read = await _process.StandardOutput.ReadAsync(buffer)) > 0;)
        {
            lock (_said)
            {
                _said.Append(buffer, 0, read);
            }
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _told.Enqueue(line);
        }
    }
}
