using Docker.DotNet;
using Docker.DotNet.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone.Runtime;
using Plane.Drone.Runtime.Docker;

namespace Plane.Tests.Drone;

/// <summary>What a drone cleans away, and what it leaves alone (HTTP API §5.7). The clock of the runtime is ahead where things shall look old.</summary>
public sealed class PruneTests : IDisposable
{
    private static readonly IProgress<PullProgress> Nobody = new DirectProgress<PullProgress>(static _ => { });
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly DockerEngine _engine = new();
    private readonly DockerClient _client = new DockerClientConfiguration(DockerEngine.Endpoint).CreateClient();
    private readonly string _state = Directory.CreateTempSubdirectory("plane-prune-").FullName;
    private readonly DroneId _drone = DroneId.New(Entropy.System);
    private readonly ShiftedClock _clock = new();

    public void Dispose()
    {
        _engine.Dispose();
        _client.Dispose();
        Directory.Delete(_state, recursive: true);
    }

    [DockerFact]
    public async Task Only_old_stopped_containers_of_this_drone_that_nobody_supervises_go()
    {
        await _engine.EnsureAsync(TestImage.Exits);
        var name = $"plane-p-{_drone}";
        var stopped = await CreateAsync(name + "-stopped", start: true, _drone);
        await CreateAsync(name + "-created", start: false, _drone);
        await CreateAsync(name + "-living", start: true, _drone);
        await CreateAsync(name + "-other", start: true, DroneId.New(Entropy.System));
        await CreateAsync(name + "-foreign", start: true, null);
        using var runtime = NewRuntime();
        var living = new HashSet<BackendId> { BackendId.Parse($"p-{_drone}-living") };
        var order = new PruneOrder(Hour, PrunedImages.None, Hour, living, new HashSet<string>());

        var early = await runtime.PruneAsync(order, default);
        _clock.Ahead = 2 * Hour;
        var late = await runtime.PruneAsync(order, default);
        var left = await _engine.ListContainersAsync(name);
        await _engine.RemoveContainersAsync(name);

        Assert.NotEmpty(stopped);
        Assert.Equal(((0, 0), (1, 0)), (early, late));
        Assert.Equal([name + "-created", name + "-foreign", name + "-living", name + "-other"], left.Order(StringComparer.Ordinal));
    }

    [DockerFact("docker-registry")]
    public async Task An_image_the_drone_pulled_goes_when_it_was_not_wanted_for_long_and_no_other_does()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var pulled = await registry.PublishAsync(TestImage.Http);
        var kept = await registry.PublishAsync(TestImage.Exits, "kept:1");
        var local = $"plane-test/local-{_drone}:1";
        await _engine.ImportAsync(TestImage.Exits, local, [1]);
        using (var first = NewRuntime())
        {
            foreach (var image in new[] { pulled, kept, local })
            {
                await first.PrepareAsync(new BackendSpec { Image = image }, Nobody, default);
            }

            Assert.Equal((0, 0), await first.PruneAsync(Order(kept), default));
        }

        // A later life of the drone remembers what it pulled.
        using var runtime = NewRuntime();
        _clock.Ahead = 2 * Hour;
        var gone = await runtime.PruneAsync(Order(kept), default);
        var left = await _engine.ListImagesAsync();

        Assert.Equal((0, 1), gone);
        Assert.DoesNotContain(pulled, left);
        Assert.Contains(kept, left);
        Assert.Contains(local, left);
        await runtime.PrepareAsync(new BackendSpec { Image = pulled }, Nobody, default);
        Assert.Contains(pulled, await _engine.ListImagesAsync());
        foreach (var image in new[] { pulled, kept, local })
        {
            await _engine.RemoveImageAsync(image);
        }
    }

    [DockerFact("docker-registry")]
    public async Task An_image_that_a_container_has_stays_whatever_its_age()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var image = await registry.PublishAsync(TestImage.Exits);
        using var runtime = NewRuntime();
        await runtime.PrepareAsync(new BackendSpec { Image = image }, Nobody, default);
        var name = $"plane-p-{_drone}-user";
        await _client.Containers.CreateContainerAsync(new CreateContainerParameters { Name = name, Image = image });

        _clock.Ahead = 2 * Hour;
        var used = await runtime.PruneAsync(Order(), default);
        await _engine.RemoveContainersAsync(name);
        var free = await runtime.PruneAsync(Order(), default);

        Assert.Equal(((0, 0), (0, 1)), (used, free));
    }

    [Fact]
    public async Task Who_wants_an_image_under_deletion_waits_and_one_that_is_wanted_is_not_deleted()
    {
        var uses = new ImageUse(_clock);
        var place = await uses.EnterAsync("room", default);
        var old = _clock.GetUtcNow() + Hour;

        Assert.False(uses.TryBeginDeletion(["room:latest"], old));
        place.Dispose();
        Assert.False(uses.TryBeginDeletion(["docker.io/library/room:latest"], _clock.GetUtcNow() - Hour));
        Assert.True(uses.TryBeginDeletion(["docker.io/library/room:latest"], old));
        var second = uses.EnterAsync("room", default);
        Assert.False(second.IsCompleted);
        uses.EndDeletion(["room:latest"], isGone: true);
        (await second).Dispose();
    }

    [Fact]
    public void A_full_disk_of_the_engine_is_named_as_such()
    {
        var fault = new DockerApiException(System.Net.HttpStatusCode.InternalServerError, """{"message":"write /var/lib/docker/tmp/x: no space left on device"}""");

        Assert.StartsWith("the engine's disk is full (write /var/lib/docker/tmp/x", EngineFault.Of(fault), StringComparison.Ordinal);
    }

    private static PruneOrder Order(params string[] kept) => new(Hour, PrunedImages.Pulled, Hour, new HashSet<BackendId>(), kept.ToHashSet());

    private DockerRuntime NewRuntime() => new(
        new DockerClientConfiguration(DockerEngine.Endpoint).CreateClient(),
        new DockerRuntimeOptions(HandController.Cluster, _drone, StateDirectory: _state),
        _clock,
        NullLogger<DockerRuntime>.Instance);

    private async Task<string> CreateAsync(string name, bool start, DroneId? drone)
    {
        var labels = drone is null ? null : new Dictionary<string, string> { ["dev.plane.backend"] = name["plane-".Length..], ["dev.plane.cluster"] = HandController.Cluster.Value, ["dev.plane.drone"] = drone.Value };
        var created = await _client.Containers.CreateContainerAsync(new CreateContainerParameters { Name = name, Image = TestImage.Exits.Name, Labels = labels });
        if (start)
        {
            await _client.Containers.StartContainerAsync(created.ID, new ContainerStartParameters());
            await _client.Containers.WaitContainerAsync(created.ID);
        }

        return created.ID;
    }

    /// <summary>The engine's stamps are of this machine's clock.</summary>
    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
