using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using Peers;
using Plane.Domain.Backends;

namespace Plane.Tests.Drone;

/// <summary>What a container gets of what was asked, seen from inside and by the engine (HTTP API §5.5, §10.1 docker_command and volume_mounts).</summary>
public sealed class ContainerSettingsTests : IDisposable
{
    private const long Page = 4096;
    private readonly DockerClient _client = new DockerClientConfiguration(DockerEngine.Endpoint).CreateClient();
    private readonly string _mounts = Directory.CreateTempSubdirectory("plane-mounts-").FullName;

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_mounts, recursive: true);
    }

    [DockerFact("nats-server")]
    public async Task Limits_are_what_the_program_finds_in_its_cgroup()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync("--Plane:Drone:LogConfig={\"Type\":\"json-file\",\"Config\":{\"max-size\":\"10m\"}}");
        var spec = Serving with { Limits = new ResourceLimits(1_000_000, 80, 100, 10_000_000) };

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, spec);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        var limits = await RunAsync(spawned, "cat /proc/1/limits");
        var cpu = await RunAsync(spawned, "cat /sys/fs/cgroup/cpu.max 2>/dev/null || echo $(cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu/cpu.cfs_period_us)");
        var memory = await RunAsync(spawned, "cat /sys/fs/cgroup/memory.max 2>/dev/null || cat /sys/fs/cgroup/memory/memory.limit_in_bytes");
        var shape = (await _client.Containers.InspectContainerAsync(spawned.Container)).HostConfig;

        Assert.Matches(@"Max cpu time +100 +100 ", limits);
        Assert.Equal("800000 1000000", cpu.Trim());
        Assert.Equal(10_000_000 / Page * Page, long.Parse(memory, CultureInfo.InvariantCulture));
        Assert.Equal(("json-file", "10m"), (shape.LogConfig.Type, shape.LogConfig.Config["max-size"]));
        await EndAsync(bench, spawned);
    }

    [DockerFact("nats-server")]
    public async Task A_percent_without_a_period_counts_against_100_ms()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync();

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving with { Limits = new ResourceLimits(null, 150) });
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        Assert.Equal(150_000, (await _client.Containers.InspectContainerAsync(spawned.Container)).HostConfig.CPUQuota);
        await EndAsync(bench, spawned);
    }

    [DockerFact("nats-server")]
    public async Task A_disk_limit_is_kept_or_the_engine_s_reason_why_not_is_told()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync();

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving with { Limits = new ResourceLimits(DiskLimitBytes: 1_000_000_000) });
        await Poll.UntilAsync(async () => (await bench.Controller.RecordAsync(spawned)).Status is BackendStatus.Ready or BackendStatus.Terminated, TimeSpan.FromSeconds(30), "it to be ready or over");
        var record = await bench.Controller.RecordAsync(spawned);

        if (record.Status == BackendStatus.Ready)
        {
            Assert.Equal("1000000000", (await _client.Containers.InspectContainerAsync(spawned.Container)).HostConfig.StorageOpt["size"]);
            await EndAsync(bench, spawned);
        }
        else
        {
            Assert.Equal(BackendStatus.Starting, record.LastStatus);
            Assert.Contains("storage", record.Failure!.Message, StringComparison.OrdinalIgnoreCase);
            Assert.False(await bench.HasContainerAsync(spawned));
        }
    }

    [DockerFact("nats-server")]
    public async Task Mounts_are_folders_below_the_base_and_a_link_among_them_is_refused()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync($"--Plane:Drone:MountBase={_mounts}");

        var named = await bench.Controller.SpawnAsync(bench.Drone, Serving with { Mount = "team/room" });
        await bench.Controller.UntilAsync(named, BackendStatus.Ready);
        await RunAsync(named, "echo kept > /plane-data/note; busybox ln -s /etc /plane-data/way-out");
        await EndAsync(bench, named);
        var again = await bench.Controller.SpawnAsync(bench.Drone, Serving with { Mount = "team/room" });
        await bench.Controller.UntilAsync(again, BackendStatus.Ready);
        var note = await RunAsync(again, "cat /plane-data/note");
        await EndAsync(bench, again);
        var escaping = await bench.Controller.SpawnAsync(bench.Drone, Serving with { Mount = "team/room/way-out" });
        var ended = await bench.Controller.UntilAsync(escaping, BackendStatus.Terminated);

        Assert.Equal("kept", note.Trim());
        Assert.True(Directory.Exists(Path.Combine(_mounts, "team", "room")));
        Assert.Contains("'way-out' is a symbolic link", ended.Failure!.Message, StringComparison.Ordinal);
    }

    [DockerFact("nats-server")]
    public async Task Paths_of_the_host_are_mounted_only_where_the_drone_allows_it()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        Directory.CreateDirectory(_mounts);
        await File.WriteAllTextAsync(Path.Combine(_mounts, "note"), "from the host");
        var mounting = Serving with { Binds = [$"{_mounts}:/inside:ro"] };
        var strict = await bench.StartDroneAsync();
        var refused = await bench.Controller.UntilAsync(await bench.Controller.SpawnAsync(bench.Drone, mounting), BackendStatus.Terminated);
        await bench.StopDroneAsync(strict);
        await bench.StartDroneAsync("--Plane:Drone:AllowBinds=true");

        var allowed = await bench.Controller.SpawnAsync(bench.Drone, mounting);
        await bench.Controller.UntilAsync(allowed, BackendStatus.Ready);

        Assert.Equal("from the host", (await RunAsync(allowed, "cat /inside/note")).Trim());
        await EndAsync(bench, allowed);
        Assert.Contains("AllowBinds", refused.Failure!.Message, StringComparison.Ordinal);
    }

    [DockerFact("nats-server")]
    public async Task A_network_without_an_address_ends_the_start_and_leaves_nothing()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync();

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving with { Network = "none" });
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal(BackendStatus.Starting, ended.LastStatus);
        Assert.Contains("no address on network 'none'", ended.Failure!.Message, StringComparison.Ordinal);
        Assert.False(await bench.HasContainerAsync(spawned));
        await bench.Controller.UntilFreeAsync(spawned);
    }

    [DockerFact("nats-server")]
    public async Task The_host_s_network_is_dialled_on_loopback_and_a_published_port_too()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync("--Plane:Drone:PublishPorts=true");
        var port = FreePort.Tcp();

        var open = await bench.Controller.SpawnAsync(bench.Drone, Serving with { Network = "host", Port = port });
        var published = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        var first = await bench.Controller.UntilAsync(open, BackendStatus.Ready);
        var second = await bench.Controller.UntilAsync(published, BackendStatus.Ready);
        var bindings = (await _client.Containers.InspectContainerAsync(published.Container)).NetworkSettings.Ports["8080/tcp"];

        Assert.Equal($"127.0.0.1:{port}", first.Address);
        Assert.Equal($"127.0.0.1:{bindings[0].HostPort}", second.Address);
        await EndAsync(bench, open);
        await EndAsync(bench, published);
    }

    [DockerFact("nats-server")]
    public async Task A_runtime_or_a_network_that_the_engine_has_not_is_named()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync("--Plane:Drone:DockerRuntime=no-such-runtime");

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Contains("no-such-runtime", ended.Failure!.Message, StringComparison.Ordinal);
        Assert.False(await bench.HasContainerAsync(spawned));
    }

    private static BackendSpec Serving { get; } = new() { Image = TestImage.Http.Name, PullPolicy = PullPolicy.Never };

    private static async Task EndAsync(DroneBench bench, SpawnedByHand spawned)
    {
        await bench.TerminateAsync(spawned, TerminationKind.Hard);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
    }

    private async Task<string> RunAsync(SpawnedByHand spawned, string script)
    {
        var created = await _client.Exec.ExecCreateContainerAsync(spawned.Container, new ContainerExecCreateParameters { AttachStdout = true, AttachStderr = true, Cmd = ["sh", "-c", script] });
        using var stream = await _client.Exec.StartAndAttachContainerExecAsync(created.ID, tty: false);
        var (output, errors) = await stream.ReadOutputToEndAsync(default);
        Assert.Equal("", errors);
        return output;
    }
}
