using System.Diagnostics;
using System.Text;
using Peers;
using Plane.Cli.Commands;
using Plane.Tests.Controller.Interactive;

namespace Plane.Tests.Scenarios;

/// <summary>The command line on a terminal of its own, which <c>script</c> makes (script(1)): what is typed goes there, what is shown is read.</summary>
internal sealed class TerminalSession : IAsyncDisposable
{
    private readonly StringBuilder _shown = new();
    private readonly Process _process;
    private readonly Task _reading;

    private TerminalSession(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    /// <param name="before">Commands for the shell before it: a size, for example.</param>
    public static async Task<TerminalSession> StartAsync(Uri controller, string before, params string[] arguments)
    {
        var words = new[] { Programs.Require("dotnet"), "exec", typeof(ConnectOptions).Assembly.Location }.Concat(arguments);
        var command = string.Join(' ', words.Select(static word => $"'{word}'"));
        var start = new ProcessStartInfo(Programs.Require("script"), ["-qefc", $"{before}; exec {command}", "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["PLANE_CONTROLLER"] = controller.ToString();
        start.Environment["PLANE_API_TOKEN"] = InteractiveFixture.Token;
        start.Environment["SHELL"] = "/bin/sh";
        return new TerminalSession(await ChildProcess.StartAsync(start));
    }

    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    public Task ShowsAsync(string part) => Poll.UntilAsync(() => Shown.Contains(part, StringComparison.Ordinal), Topology.Patience, $"'{part}' on the terminal");

    public string Shown
    {
        get
        {
            lock (_shown)
            {
                return _shown.ToString();
            }
        }
    }

    /// <returns>The command's exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Topology.Patience);
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        while (await _process.StandardOutput.ReadAsync(buffer) is var read and > 0)
        {
            lock (_shown)
            {
                _shown.Append(buffer, 0, read);
            }
        }
    }
}
