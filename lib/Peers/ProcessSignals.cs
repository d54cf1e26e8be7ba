using System.Diagnostics;
using System.Globalization;

namespace Peers;

/// <summary>Stops processes where they are, and lets them go on.</summary>
public static class ProcessSignals
{
    /// <summary>Its sockets stay open and it answers nothing, as on a frozen machine.</summary>
    public static Task FreezeAsync(int process, CancellationToken cancellationToken = default) => RunAsync("kill", "-STOP", Text(process), cancellationToken);

    /// <summary>Ends <see cref="FreezeAsync"/>.</summary>
    public static Task ThawAsync(int process, CancellationToken cancellationToken = default) => RunAsync("kill", "-CONT", Text(process), cancellationToken);

    /// <summary>Kills it as a crash would.</summary>
    public static Task KillAsync(int process, CancellationToken cancellationToken = default) => RunAsync("kill", "-KILL", Text(process), cancellationToken);

    /// <summary>Asks it to end, as whoever supervises it would.</summary>
    public static Task TerminateAsync(int process, CancellationToken cancellationToken = default) => RunAsync("kill", "-TERM", Text(process), cancellationToken);

    internal static async Task RunAsync(string program, string first, string second, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Programs.Require(program)) { RedirectStandardError = true, RedirectStandardOutput = true, ArgumentList = { first, second } };
        using var process = await ChildProcess.StartAsync(start);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {first} {second} ended with {process.ExitCode}.");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
