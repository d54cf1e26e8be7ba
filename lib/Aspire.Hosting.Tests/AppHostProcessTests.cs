using System.Diagnostics;
using Peers;
using Xunit;

namespace Aspire.Hosting.Tests;

/// <summary>An AppHost in a process of its own, ended from outside.</summary>
public sealed class AppHostProcessTests : IDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;
    private const int SigKill = 9;

    private readonly DirectoryInfo _store = Directory.CreateTempSubdirectory("aspire-test-");
    private readonly List<string> _lines = [];

    public void Dispose() => _store.Delete(recursive: true);

    [PeerFact]
    public async Task Ctrl_C_stops_everything_what_depends_on_others_first()
    {
        using var app = await StartAsync();
        Signal(app, SigInt);
        await app.WaitForExitAsync(TestContextToken());

        Assert.Equal(0, app.ExitCode);
        Assert.Equal(["second", "first", "nats"], Stopped().Where(n => n != "sleeper"));
        Assert.Contains("[first] bye", Lines());
        Assert.Empty(Left());
    }

    [PeerFact]
    public async Task SIGTERM_stops_everything()
    {
        using var app = await StartAsync();
        Signal(app, SigTerm);
        await app.WaitForExitAsync(TestContextToken());

        Assert.Equal(0, app.ExitCode);
        Assert.Empty(Left());
    }

    [PeerFact]
    public async Task A_second_Ctrl_C_does_not_wait_for_what_takes_its_time()
    {
        using var app = await StartAsync(slow: true);
        Signal(app, SigInt);
        await Poll.UntilAsync(() => Lines().Contains("[second] taking my time"), TestModel.Limit, "the stop to begin");
        Signal(app, SigInt);
        await app.WaitForExitAsync(TestContextToken());

        Assert.Contains(Lines(), l => l.Contains("second stopped (exit code 137)", StringComparison.Ordinal));
        Assert.Empty(Left());
    }

    [PeerFact("nats-server", "setpriv")]
    public async Task A_killed_AppHost_takes_its_children_with_it()
    {
        using var app = await StartAsync(leaveBehind: "0");
        Signal(app, SigKill);
        await app.WaitForExitAsync(TestContextToken());

        await Poll.UntilAsync(() => Left().Count == 0, TimeSpan.FromSeconds(20), "the children to end");
    }

    [PeerFact]
    public async Task Children_are_in_sessions_of_their_own_and_their_lines_carry_their_names()
    {
        using var app = await StartAsync();
        try
        {
            Assert.Contains(Lines(), l => l.StartsWith("[nats] ", StringComparison.Ordinal));
            Assert.Contains(Lines(), l => l.StartsWith("[second] ", StringComparison.Ordinal));
            Assert.Equal(4, Sessions().Except([Session(app.Id)]).Count());
        }
        finally
        {
            Signal(app, SigTerm);
            await app.WaitForExitAsync(TestContextToken());
        }
    }

    private static CancellationToken TestContextToken() => new CancellationTokenSource(TestModel.Limit).Token;

    private static void Signal(Process process, int signal) => Assert.True(Orchestration.Posix.Signal(process.Id, signal));

    private async Task<Process> StartAsync(string? leaveBehind = null, bool slow = false)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Aspire.Hosting.Tests.AppHost.dll"), "--Aspire:Store:Path", _store.FullName, "--LeaveBehind", leaveBehind ?? Marker, "--Slow", slow ? "1" : "0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TEST_MARKER"] = Marker; // inherited by all of them
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var app = await ChildProcess.StartAsync(start);
        app.OutputDataReceived += (_, e) => Hear(e.Data, up);
        app.ErrorDataReceived += (_, e) => Hear(e.Data, up);
        app.BeginOutputReadLine();
        app.BeginErrorReadLine();
        await up.Task.WaitAsync(TestModel.Limit);
        return app;
    }

    private string Marker => "3600." + (uint)_store.FullName.GetHashCode(StringComparison.Ordinal);

    private void Hear(string? line, TaskCompletionSource up)
    {
        lock (_lines)
        {
            _lines.Add(line ?? string.Empty);
        }

        if (line == "everything is up")
        {
            up.TrySetResult();
        }
    }

    private string[] Lines()
    {
        lock (_lines)
        {
            return [.. _lines];
        }
    }

    private IEnumerable<string> Stopped() => Lines().Where(l => l.Contains(" stopped (exit code", StringComparison.Ordinal))
        .Select(l => l[(l.IndexOf(']', StringComparison.Ordinal) + 2)..].Split(' ')[0]);

    private List<string> Left() => [.. Directory.EnumerateDirectories("/proc").Where(IsOurs)];

    private IEnumerable<string> Sessions() => Left().Select(d => Session(int.Parse(Path.GetFileName(d), System.Globalization.CultureInfo.InvariantCulture))).Distinct();

    private static string Session(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3];
    }

    private bool IsOurs(string process)
    {
        try
        {
            return int.TryParse(Path.GetFileName(process), out _)
                && File.ReadAllText(Path.Combine(process, "environ")).Contains($"TEST_MARKER={Marker}", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // ended meanwhile
        }
    }
}
