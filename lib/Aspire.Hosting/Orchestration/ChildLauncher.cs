using System.Collections.Concurrent;
using System.Diagnostics;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// Starts children in sessions of their own (a terminal's Ctrl-C does not reach them) that the kernel ends when the AppHost is killed.
/// The kernel counts the death of the starting *thread*: hence one thread that lives as long as the AppHost.
/// </summary>
internal sealed class ChildLauncher : IDisposable
{
    private static readonly string? SetSid = CommandPath.Find("setsid");
    private static readonly string? SetPriv = CommandPath.Find("setpriv");

    private readonly BlockingCollection<Action> _work = new(boundedCapacity: 256);
    private readonly Thread _thread;

    public ChildLauncher()
    {
        _thread = new Thread(Work) { IsBackground = true, Name = "child launcher" };
        _thread.Start();
    }

    public Task<ChildProcess> StartAsync(LaunchPlan plan, Action<string, bool> onLine, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(
            () =>
            {
                try
                {
                    started.SetResult(Start(plan, onLine));
                }
                catch (Exception e)
                {
                    started.SetException(e);
                }
            },
            cancellationToken);
        return started.Task;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private static ChildProcess Start(LaunchPlan plan, Action<string, bool> onLine)
    {
        string[] command = [.. Prefix(), plan.FileName, .. plan.Arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = plan.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in (string[])["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "HTTP_PORTS", "DOTNET_LAUNCH_PROFILE"])
        {
            start.Environment.Remove(name); // the AppHost's own
        }

        foreach (var (name, value) in plan.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new DistributedApplicationException($"'{plan.FileName}' did not start.");
        process.StandardInput.Close();
        return new ChildProcess(process, ownSession: SetSid is not null, onLine);
    }

    private static IEnumerable<string> Prefix()
    {
        string[] session = SetSid is null ? [] : [SetSid, "--"];
        string[] death = SetPriv is null ? [] : [SetPriv, "--pdeathsig", "TERM", "--"];
        return [.. session, .. death];
    }

    private void Work()
    {
        foreach (var action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
