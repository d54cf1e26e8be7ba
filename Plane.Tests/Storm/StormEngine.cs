using System.Diagnostics;
using System.Globalization;
using Peers;

namespace Plane.Tests.Storm;

/// <summary>
/// A second Docker Engine on this machine, with its own data, socket, bridge and containerd, so that it can be frozen and killed while other
/// tests use the machine's. Its containers survive it (live restore), as they do where sessions matter.
/// </summary>
internal sealed class StormEngine : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly string _directory;
    private readonly string _bridge = string.Create(CultureInfo.InvariantCulture, $"storm{Environment.ProcessId % 100_000}");
    private readonly StormProgram _daemon;

    private StormEngine(string directory)
    {
        _directory = Path.Combine(directory, "engine");
        _daemon = new StormProgram("engine", LaunchAsync);
        Docker = new DockerEngine(Address);
    }

    /// <summary>As <c>DOCKER_HOST</c> wants it.</summary>
    public Uri Address => new($"unix://{_directory}/docker.sock");

    public DockerEngine Docker { get; }

    public static async Task<StormEngine> StartAsync(string directory)
    {
        var engine = new StormEngine(directory);
        Directory.CreateDirectory(engine._directory);
        await File.WriteAllTextAsync(Path.Combine(engine._directory, "daemon.json"), "{}");
        await RunAsync("ip", "link", "add", engine._bridge, "type", "bridge");
        await RunAsync("ip", "address", "add", string.Create(CultureInfo.InvariantCulture, $"10.213.{Environment.ProcessId % 250}.1/24"), "dev", engine._bridge);
        await RunAsync("ip", "link", "set", engine._bridge, "up");
        await engine.RestartAsync();
        return engine;
    }

    public Task KillAsync() => _daemon.KillAsync();

    public Task FreezeAsync() => _daemon.FreezeAsync();

    public Task ThawAsync() => _daemon.ThawAsync();

    /// <summary>
    /// Starts it where it does not run; returns when it answers. One that gives up (its containerd has 15 s to answer, which a busy machine may
    /// take) is started again, as a service manager does.
    /// </summary>
    public Task RestartAsync() => Poll.UntilAsync(
        async () =>
        {
            await _daemon.StartAsync();
            return await AnswersAsync();
        },
        Limit,
        "the storm's engine to answer");

    public async ValueTask DisposeAsync()
    {
        await ThawAsync();
        await RestartAsync();
        await Docker.RemoveContainersAsync("");
        Docker.Dispose();
        await StopAsync();
        await LeftProcesses.KillAsync(_directory, Limit);
        await UnmountAsync();
        await RunAsync("ip", "link", "delete", _bridge);
    }

    /// <summary>A daemon that follows a killed one finds its data mounted already, and leaves it so.</summary>
    private async Task UnmountAsync()
    {
        var mounts = (await File.ReadAllLinesAsync("/proc/self/mounts")).Select(static line => line.Split(' ')[1]).Where(point => point.StartsWith(_directory + "/", StringComparison.Ordinal));
        foreach (var point in mounts.Reverse().ToList())
        {
            await RunAsync("umount", point);
        }
    }

    /// <summary>By SIGTERM, so that it unmounts what it mounted.</summary>
    private async Task StopAsync()
    {
        var id = int.Parse(await File.ReadAllTextAsync(Path.Combine(_directory, "pid")), CultureInfo.InvariantCulture);
        await RunAsync("kill", "-TERM", id.ToString(CultureInfo.InvariantCulture));
        await Poll.UntilAsync(() => !_daemon.IsRunning, Limit, "the storm's engine to end");
        await _daemon.DisposeAsync();
    }

    private Task<Process> LaunchAsync()
    {
        var log = Path.Combine(_directory, "log");
        return ProgramStart.StartAsync(
            Programs.Require("dockerd"),
            log,
            [
                $"--data-root={_directory}/data", $"--exec-root={_directory}/exec", $"--pidfile={_directory}/pid", $"--config-file={_directory}/daemon.json",
                $"--host={Address}", $"--bridge={_bridge}", "--iptables=false", "--ip-masq=false", "--live-restore",
            ]);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await Docker.ListImagesAsync();
            return true;
        }
        catch (HttpRequestException)
        {
            // Not listening yet, or gone again.
            return false;
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var (code, _, errors) = await ChildProcess.RunAsync(new ProcessStartInfo(Programs.Require(program), arguments), Limit);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}: {errors}");
    }
}
