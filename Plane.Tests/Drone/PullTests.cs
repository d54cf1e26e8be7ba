using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Peers;
using Plane.Contracts.Nats;
using Plane.Domain.Backends;
using Plane.Tests.Drone.Proxy;

namespace Plane.Tests.Drone;

/// <summary>Where a backend's image comes from: real registries on loopback.</summary>
public sealed class PullTests
{
    private const string User = "reader";
    private const string Password = "pass-3f9c1e";
    private const string Wrong = "pass-77ab02";

    [DockerFact("nats-server", "docker-registry", "htpasswd")]
    public async Task The_right_password_brings_the_image()
    {
        await using var bench = await DroneBench.StartAsync();
        await using var registry = await DockerRegistry.StartAsync(User, Password);
        var image = await registry.PublishAsync(TestImage.Http);
        await bench.StartDroneAsync();

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = image, Credentials = new RegistryCredentials(User, Password, null) });
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        await EndAsync(bench, spawned);
    }

    [DockerFact("nats-server", "docker-registry", "htpasswd")]
    public async Task A_wrong_password_or_none_ends_while_loading_with_the_refusal_and_without_the_password()
    {
        await using var bench = await DroneBench.StartAsync();
        await using var registry = await DockerRegistry.StartAsync(User, Password);
        var image = await registry.PublishAsync(TestImage.Http);
        var drone = await bench.StartDroneAsync("--Logging:LogLevel:Default=Trace", "--Logging:Console:LogLevel:Default=None");
        using var log = new ErrorLog(LogLevel.Trace);
        drone.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

        foreach (var (credentials, refusal) in new[] { (new RegistryCredentials(User, Wrong, null), "unauthorized"), (null, "no basic auth credentials") })
        {
            var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = image, Credentials = credentials });
            var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
            await bench.Controller.UntilFreeAsync(spawned);
            var stored = await bench.Controller.StoredAsync("KV_plane_backends", $"$KV.plane_backends.*.{spawned.Backend}");
            var output = await bench.Controller.StoredAsync("backend_logs", Subjects.Log(spawned.Backend));

            Assert.Equal((BackendStatus.Loading, BackendStatus.Loading), (ended.LastStatus, ended.Failure!.Phase));
            Assert.StartsWith($"Pulling {image} failed:", ended.Failure.Message, StringComparison.Ordinal);
            Assert.Contains(refusal, ended.Failure.Message, StringComparison.Ordinal);
            Assert.NotEmpty(stored);
            Assert.Contains(output, line => line.Contains(refusal, StringComparison.Ordinal));
            Assert.DoesNotContain([.. stored, .. output], static text => text.Contains(Wrong, StringComparison.Ordinal));
        }

        Assert.Contains(log.Messages, static line => line.Contains("no basic auth credentials", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Messages, static line => line.Contains(Wrong, StringComparison.Ordinal));
    }

    [DockerFact("nats-server", "docker-registry")]
    public async Task An_image_that_changed_at_the_registry_is_fetched_by_Always_only()
    {
        await using var bench = await DroneBench.StartAsync();
        await using var registry = await DockerRegistry.StartAsync();
        var image = await registry.PublishAsync(TestImage.Http);
        await bench.Engine.ImportAsync(TestImage.Exits, image, []);
        await bench.StartDroneAsync();
        var published = (await registry.RequestsAsync()).Count;

        var old = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = image, PullPolicy = PullPolicy.IfNotPresent });
        var ended = await bench.Controller.UntilAsync(old, BackendStatus.Terminated);
        var asked = (await registry.RequestsAsync()).Skip(published).Where(IsOfAnImage);
        var current = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = image, PullPolicy = PullPolicy.Always });
        await bench.Controller.UntilAsync(current, BackendStatus.Ready);

        Assert.Equal(3, ended.ExitCode);
        Assert.Empty(asked);
        await EndAsync(bench, current);
    }

    [DockerFact("nats-server", "docker-registry")]
    public async Task Never_does_not_ask_the_registry_that_has_it()
    {
        await using var bench = await DroneBench.StartAsync();
        await using var registry = await DockerRegistry.StartAsync();
        var image = await registry.PublishAsync(TestImage.Http);
        var published = (await registry.RequestsAsync()).Count;
        await bench.StartDroneAsync();

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = image, PullPolicy = PullPolicy.Never });
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Contains("its pull policy is Never", ended.Failure!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain((await registry.RequestsAsync()).Skip(published), IsOfAnImage);
    }

    [DockerFact("nats-server", "docker-registry")]
    public async Task Two_backends_of_a_new_image_share_one_pull()
    {
        await using var bench = await DroneBench.StartAsync();
        await using var registry = await DockerRegistry.StartAsync();
        var image = await registry.PublishAsync(TestImage.Http, payloadBytes: 10_000_000);
        var published = (await registry.RequestsAsync()).Count;
        await bench.StartDroneAsync();

        var both = await Task.WhenAll(
            bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = image, PullPolicy = PullPolicy.Always }),
            bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = image, PullPolicy = PullPolicy.Always }));
        foreach (var spawned in both)
        {
            await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        }

        var asked = (await registry.RequestsAsync()).Skip(published).Where(IsOfAnImage).ToList();
        Assert.Contains(asked, static request => request.Contains("/blobs/", StringComparison.Ordinal));
        Assert.Equal(asked.Distinct(), asked);
        await Task.WhenAll(both.Select(spawned => EndAsync(bench, spawned)));
    }

    private static bool IsOfAnImage(string request) => request.Contains("/manifests/", StringComparison.Ordinal) || request.Contains("/blobs/", StringComparison.Ordinal);

    private static async Task EndAsync(DroneBench bench, SpawnedByHand spawned)
    {
        await bench.TerminateAsync(spawned, TerminationKind.Hard);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
    }
}
