using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Peers;

namespace Plane.Benchmarks.Dns;

/// <summary>A name server with the benchmark's zone, pinned to the first processor.</summary>
internal sealed class NameServer(string name, int port, Process process) : IDisposable
{
    private const string PerSecond = "Queries per second:";
    private const string Completed = "Queries completed:";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    public string Name => name;

    public int Port => port;

    /// <summary>Resident set, MB.</summary>
    public double Megabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Returns when it answers over TCP.</summary>
    public static async Task<NameServer> StartAsync(string name, int port, string directory, string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Programs.Require("taskset")) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", "0", program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        var process = await ChildProcess.StartAsync(start);
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        await Poll.UntilAsync(() => ListensAsync(port, process, name, cancellationToken), StartLimit, $"{name} to listen", cancellationToken);
        return new NameServer(name, port, process);
    }

    /// <summary>Answers to dnsperf on the second processor: per second, and per second of the server's processor, which others on the machine disturb less.</summary>
    public async Task<(double PerSecond, double PerCpuSecond)> MeasureAsync(string queries, int seconds, bool overTcp, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Programs.Require("taskset")) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])
            ["-c", "1", Programs.Require("dnsperf"), "-s", "127.0.0.1", "-p", Text(port), "-d", queries, "-l", Text(seconds), "-T", "1", "-c", "16", "-q", "500", "-m", overTcp ? "tcp" : "udp"])
        {
            start.ArgumentList.Add(argument);
        }

        var before = ProcessTree.CpuSeconds(process.Id);
        using var dnsperf = await ChildProcess.StartAsync(start);
        var errors = dnsperf.StandardError.ReadToEndAsync(cancellationToken);
        var output = await dnsperf.StandardOutput.ReadToEndAsync(cancellationToken);
        await dnsperf.WaitForExitAsync(cancellationToken);
        var cpu = ProcessTree.CpuSeconds(process.Id) - before;
        return output.Contains(PerSecond, StringComparison.Ordinal)
            ? (NumberAfter(PerSecond, output), NumberAfter(Completed, output) / cpu)
            : throw new InvalidOperationException($"dnsperf said nothing of {name}: {output} {await errors}");
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }

    private static double NumberAfter(string label, string output) =>
        double.Parse(output[(output.IndexOf(label, StringComparison.Ordinal) + label.Length)..].TrimStart().Split(' ', '\n')[0], CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<bool> ListensAsync(int port, Process process, string name, CancellationToken cancellationToken)
    {
        if (process.HasExited)
        {
            throw new InvalidOperationException($"{name} ended with {process.ExitCode} at its start.");
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
