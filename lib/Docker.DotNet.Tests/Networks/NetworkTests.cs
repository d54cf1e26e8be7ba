using Docker.DotNet.Models;
using Peers;
using Xunit;

namespace Docker.DotNet.Tests.Networks;

public sealed class NetworkTests : EngineTest
{
    private readonly List<string> _networks = [];

    public override async Task DisposeAsync()
    {
        if (DockerEngine.IsThere())
        {
            await Engine.RemoveContainersAsync(Prefix);
        }

        foreach (var network in _networks)
        {
            await Client.Networks.DeleteNetworkAsync(network, CancellationToken.None);
        }

        await base.DisposeAsync();
    }

    [DockerFact]
    public async Task A_network_is_created_listed_joined_left_and_deleted()
    {
        var network = await CreateNetworkAsync();
        var container = await IdleAsync();
        var endpoint = new EndpointSettings { Aliases = ["session"] };

        await Client.Networks.ConnectNetworkAsync(network, new NetworkConnectParameters { Container = container, EndpointConfig = endpoint }, Token);
        var joined = await Client.Networks.InspectNetworkAsync(network, Token);
        var seen = (await Client.Containers.InspectContainerAsync(container, Token)).NetworkSettings.Networks;
        await Client.Networks.DisconnectNetworkAsync(network, new NetworkDisconnectParameters { Container = container, Force = true }, Token);
        var left = await Client.Networks.InspectNetworkAsync(network, Token);

        Assert.StartsWith(Prefix, joined.Containers[container].Name, StringComparison.Ordinal);
        Assert.Contains("session", seen[joined.Name].Aliases);
        Assert.Equal("bridge", joined.Driver);
        Assert.NotEmpty(joined.IPAM.Config);
        Assert.Empty(left.Containers);
        Assert.Contains((await Client.Networks.ListNetworksAsync(null, Token)).Select(n => n.ID), id => id == network);
    }

    [DockerFact]
    public async Task Unknown_networks_are_not_found()
    {
        await Assert.ThrowsAsync<DockerNetworkNotFoundException>(() => Client.Networks.InspectNetworkAsync(NewName(), Token));
        await Assert.ThrowsAsync<DockerNetworkNotFoundException>(() => Client.Networks.DeleteNetworkAsync(NewName(), Token));
    }

    [DockerFact]
    public async Task Pruning_removes_the_empty_ones_that_match()
    {
        var name = (await Client.Networks.InspectNetworkAsync(await CreateNetworkAsync(), Token)).Name;
        _networks.Clear();
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { ["plane.test=" + Prefix] = true } };

        var pruned = await Client.Networks.PruneNetworksAsync(new NetworksDeleteUnusedParameters { Filters = filters }, Token);

        Assert.Equal([name], pruned.NetworksDeleted);
    }

    private async Task<string> CreateNetworkAsync()
    {
        var parameters = new NetworksCreateParameters
        {
            Name = NewName(),
            CheckDuplicate = true,
            Internal = true,
            Labels = new Dictionary<string, string> { ["plane.test"] = Prefix },
        };
        var created = await Client.Networks.CreateNetworkAsync(parameters, Token);
        _networks.Add(created.ID);
        return created.ID;
    }
}
