using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Peers;

namespace Plane.Benchmarks.Machine;

/// <summary>A server that has one processor and answers over TCP. It dies with this process.</summary>
/// <param name="hasChildren">Its children's work and memory are its own.</param>
internal sealed class PinnedServer(string name, int port, Process process, bool hasChildren) : IDisposable
{
    /// <summary>The processor of what is measured; everything else has <see cref="Other"/>.</summary>
    public const int Measured = 0;

    public const int Other = 1;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    public string Name => name;

    public int Port => port;

    public double CpuSeconds => ProcessTree.CpuSeconds(process.Id, hasChildren);

    /// <summary>Resident set.</summary>
    public long Bytes => ProcessTree.ResidentBytes(process.Id, hasChildren);

    /// <summary>Returns when it listens.</summary>
    public static async Task<PinnedServer> StartAsync(
        string name, int port, string directory, string program, IEnumerable<string> arguments, CancellationToken cancellationToken, int processor = Measured, bool hasChildren = true)
    {
        var process = await ChildProcess.StartAsync(Pin(processor, program, arguments, directory));
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        string? said = null;
        process.ErrorDataReceived += (_, line) => said = line.Data ?? said;
        process.BeginErrorReadLine();
        await Poll.UntilAsync(() => ListensAsync(port, process, () => $"{name} ended at its start: {said}", cancellationToken), StartLimit, $"{name} to listen", cancellationToken);
        return new PinnedServer(name, port, process, hasChildren);
    }

    /// <summary>What a program says that runs to its end on the other processor.</summary>
    public static async Task<string> OutputOfAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = await ChildProcess.StartAsync(Pin(Other, Programs.Require(program), arguments, Path.GetTempPath()));
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output} {await errors}");
    }

    /// <summary>By SIGTERM, in its own time; what has not ended then is killed by <see cref="Dispose"/>.</summary>
    public async Task StopAsync()
    {
        await ProcessSignals.TerminateAsync(process.Id);
        await Poll.UntilAsync(() => process.HasExited, StopLimit, $"{name} to end");
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: hasChildren);

        // Not until its output ends: what it started may hold that for longer.
        process.WaitForExit(StopLimit);
        process.Dispose();
    }

    private static ProcessStartInfo Pin(int processor, string program, IEnumerable<string> arguments, string directory) =>
        new(Programs.Require("taskset"), ["-c", processor.ToString(CultureInfo.InvariantCulture), program, .. arguments]) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };

    private static async Task<bool> ListensAsync(int port, Process process, Func<string> why, CancellationToken cancellationToken)
    {
        if (process.HasExited)
        {
            throw new InvalidOperationException(why());
        }

        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
