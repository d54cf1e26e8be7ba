using System.Collections.Concurrent;
using System.Diagnostics;

namespace Peers;

/// <summary>Starts programs that die with the test host, however it ends.</summary>
public static class ChildProcess
{
    private static readonly BlockingCollection<Action> Orders = new(boundedCapacity: 64);
    private static readonly string? SetPriv = Programs.Find("setpriv");

    // The kernel's parent-death signal follows the *thread* that forked, so one thread that never ends starts all children.
    private static readonly Thread Starter = StartThread();

    /// <summary>Starts <paramref name="program"/>; the process id is the program's own.</summary>
    public static async Task<Process> StartAsync(ProcessStartInfo program)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Debug.Assert(Starter.IsAlive, "the starter thread runs for ever");
        Orders.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(WithDeathSignal(program))!);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return await started.Task;
    }

    /// <summary>Runs <paramref name="program"/> to its end; what is still running after <paramref name="limit"/> is killed.</summary>
    /// <exception cref="OperationCanceledException">It took longer.</exception>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(ProcessStartInfo program, TimeSpan limit)
    {
        (program.RedirectStandardOutput, program.RedirectStandardError) = (true, true);
        using var deadline = new CancellationTokenSource(limit, TimeProvider.System);
        using var process = await StartAsync(program);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static ProcessStartInfo WithDeathSignal(ProcessStartInfo program)
    {
        if (SetPriv is not null)
        {
            foreach (var argument in new[] { program.FileName, "--", "KILL", "--pdeathsig" })
            {
                program.ArgumentList.Insert(0, argument);
            }

            program.FileName = SetPriv;
        }

        return program;
    }

    private static Thread StartThread()
    {
        var thread = new Thread(() =>
        {
            foreach (var order in Orders.GetConsumingEnumerable())
            {
                order();
            }
        })
        { IsBackground = true, Name = "child starter" };
        thread.Start();
        return thread;
    }
}
