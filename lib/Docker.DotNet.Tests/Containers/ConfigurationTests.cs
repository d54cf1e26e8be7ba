using Docker.DotNet.Models;
using Peers;
using Xunit;

namespace Docker.DotNet.Tests.Containers;

public sealed class ConfigurationTests : EngineTest
{
    [DockerFact]
    public async Task What_a_container_is_created_with_is_what_an_inspection_shows()
    {
        var id = await CreateAsync("true", Fill);

        var seen = await Client.Containers.InspectContainerAsync(id, Token);

        Assert.Equal(["GREETING=grüß dich"], seen.Config.Env.Where(e => e.StartsWith("GREETING", StringComparison.Ordinal)));
        Assert.Equal("nobody", seen.Config.User);
        Assert.Equal("session", seen.Config.Hostname);
        Assert.Equal("yes", seen.Config.Labels["plane.test"]);
        Assert.Equal(TimeSpan.FromSeconds(4), seen.Config.StopTimeout);
        Assert.True(seen.Config.ExposedPorts.ContainsKey("8080/tcp"));
        Assert.Equal(["CMD", "true"], seen.Config.Healthcheck.Test);
        Assert.Equal(TimeSpan.FromSeconds(3), seen.Config.Healthcheck.Interval);
        Assert.Equal(DateTimeKind.Utc, seen.Created.Kind);
        AssertHost(seen.HostConfig);
    }

    [DockerFact]
    public async Task A_published_port_shows_where_on_the_host_it_is()
    {
        var id = await IdleAsync(p =>
        {
            p.ExposedPorts = new Dictionary<string, EmptyStruct> { ["8080/tcp"] = default, ["8081/tcp"] = default };
            p.HostConfig.PortBindings = new Dictionary<string, IList<PortBinding>> { ["8080/tcp"] = [new PortBinding { HostIP = "127.0.0.1" }] };
        });

        var ports = (await Client.Containers.InspectContainerAsync(id, Token)).NetworkSettings.Ports;
        var listed = (await ListAsync("id", id)).Single().Ports.Single(p => p.PrivatePort == 8080);

        Assert.Equal("127.0.0.1", Assert.Single(ports["8080/tcp"]).HostIP);
        Assert.Null(ports["8081/tcp"]);
        Assert.Equal(ports["8080/tcp"][0].HostPort, $"{listed.PublicPort}");
    }

    [DockerFact]
    public async Task Containers_are_listed_by_label_running_or_all()
    {
        var label = "plane.test.list=" + Prefix;
        void Labelled(CreateContainerParameters p) => p.Labels = new Dictionary<string, string> { ["plane.test.list"] = Prefix };
        var running = await IdleAsync(Labelled);
        var created = await CreateAsync("true", Labelled);

        var list = await ListAsync("label", label);
        var all = await ListAsync("label", label, all: true);

        var line = Assert.Single(list);
        Assert.Equal(running, line.ID);
        Assert.Equal("running", line.State);
        Assert.StartsWith("/" + Prefix, Assert.Single(line.Names), StringComparison.Ordinal);
        Assert.NotEmpty(line.NetworkSettings.Networks["bridge"].IPAddress);
        Assert.InRange(line.Created, new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), DateTime.MaxValue);
        Assert.Equivalent(new[] { running, created }, all.Select(c => c.ID), strict: true);
    }

    [DockerFact]
    public async Task Pruning_removes_the_stopped_ones_that_match()
    {
        void Labelled(CreateContainerParameters p) => p.Labels = new Dictionary<string, string> { ["plane.test.prune"] = Prefix };
        var stopped = await CreateAsync("true", Labelled);
        var running = await IdleAsync(Labelled);
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { ["plane.test.prune=" + Prefix] = true } };

        var pruned = await Client.Containers.PruneContainersAsync(new ContainersPruneParameters { Filters = filters }, Token);

        Assert.Equal([stopped], pruned.ContainersDeleted);
        Assert.True((await Client.Containers.InspectContainerAsync(running, Token)).State.Running);
    }

    private static void Fill(CreateContainerParameters p)
    {
        p.Env = ["GREETING=grüß dich"];
        p.User = "nobody";
        p.Hostname = "session";
        p.Labels = new Dictionary<string, string> { ["plane.test"] = "yes" };
        p.StopTimeout = TimeSpan.FromSeconds(4);
        p.ExposedPorts = new Dictionary<string, EmptyStruct> { ["8080/tcp"] = default };
        p.Healthcheck = new HealthConfig { Test = ["CMD", "true"], Interval = TimeSpan.FromSeconds(3) };
        p.HostConfig = new HostConfig
        {
            Memory = 64 << 20,
            NanoCPUs = 500_000_000,
            CPUShares = 128,
            PidsLimit = 50,
            Init = true,
            ReadonlyRootfs = true,
            CapDrop = ["ALL"],
            DNS = ["127.0.0.53"],
            RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.OnFailure, MaximumRetryCount = 2 },
            Tmpfs = new Dictionary<string, string> { ["/scratch"] = "size=1m" },
            Ulimits = [new Ulimit { Name = "nofile", Soft = 64, Hard = 128 }],
            LogConfig = new LogConfig { Type = "json-file", Config = new Dictionary<string, string> { ["max-size"] = "1m" } },
        };
    }

    private static void AssertHost(HostConfig host)
    {
        Assert.Equal(64 << 20, host.Memory);
        Assert.Equal(500_000_000, host.NanoCPUs);
        Assert.Equal(128, host.CPUShares);
        Assert.Equal(50, host.PidsLimit);
        Assert.True(host.Init);
        Assert.True(host.ReadonlyRootfs);
        Assert.Equal(["ALL"], host.CapDrop);
        Assert.Equal(["127.0.0.53"], host.DNS);
        Assert.Equal(RestartPolicyKind.OnFailure, host.RestartPolicy.Name);
        Assert.Equal(2, host.RestartPolicy.MaximumRetryCount);
        Assert.Equal("size=1m", host.Tmpfs["/scratch"]);
        Assert.Equal(128, Assert.Single(host.Ulimits).Hard);
        Assert.Equal("1m", host.LogConfig.Config["max-size"]);
    }

    private Task<IList<ContainerListResponse>> ListAsync(string filter, string value, bool? all = null) =>
        Client.Containers.ListContainersAsync(
            new ContainersListParameters
            {
                All = all,
                Filters = new Dictionary<string, IDictionary<string, bool>> { [filter] = new Dictionary<string, bool> { [value] = true } },
            },
            Token);
}
