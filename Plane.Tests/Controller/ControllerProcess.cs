using System.Diagnostics;
using System.Globalization;
using Peers;
using Plane.Controller;
using Plane.Tests.Storm;

namespace Plane.Tests.Controller;

/// <summary>A controller as a process of its own, to be killed or measured. Its warnings are in a file.</summary>
internal sealed class ControllerProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly string _log;

    private ControllerProcess(Process process, Uri url, string log)
    {
        _log = log;
        Process = process;
        Http = new HttpClient { BaseAddress = url, Timeout = Limit };
    }

    public Process Process { get; }

    public HttpClient Http { get; }

    /// <summary>What it warned of.</summary>
    public string Said => File.ReadAllText(_log);

    /// <summary>Returns when the process runs; it serves a moment later.</summary>
    /// <param name="scale">Of the lease times.</param>
    public static async Task<ControllerProcess> StartAsync(NatsServer nats, double scale = ControllerFixture.Scale)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Tcp()}");
        var log = Path.GetTempFileName();
        var process = await ProgramStart.StartAsync(
            ProgramStart.FileOf(typeof(ControllerApp).Assembly),
            log,
            [
                $"--ConnectionStrings:nats={nats.Url}",
                $"--Plane:Leases:Scale={scale.ToString(CultureInfo.InvariantCulture)}",
                "--Plane:Controller:FreshStore=true",
                $"--urls={url}",
                "--Logging:LogLevel:Default=Warning",
            ]);
        return new ControllerProcess(process, url, log);
    }

    public void Dispose()
    {
        Process.Kill();
        Process.Dispose();
        Http.Dispose();
        File.Delete(_log);
    }
}
