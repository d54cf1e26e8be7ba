using Docker.DotNet.Models;
using Docker.DotNet.Transport;
using Docker.DotNet.Wire;

namespace Docker.DotNet.Operations;

internal sealed class NetworkOperations(EngineClient engine) : INetworkOperations
{
    public Task<IList<NetworkResponse>> ListNetworksAsync(NetworksListParameters parameters = null, CancellationToken cancellationToken = default)
    {
        var call = ApiCall.Get("networks");
        call.Query.Add("filters", parameters?.Filters);
        return engine.ReadAsync(call, DockerJson.Default.IListNetworkResponse, cancellationToken);
    }

    public Task<NetworkResponse> InspectNetworkAsync(string id, CancellationToken cancellationToken = default) =>
        engine.ReadAsync(ApiCall.Get(EnginePath.Network(id, ""), Missing.Network), DockerJson.Default.NetworkResponse, cancellationToken);

    public Task DeleteNetworkAsync(string id, CancellationToken cancellationToken = default) =>
        engine.SendAsync(ApiCall.Delete(EnginePath.Network(id, ""), Missing.Network), cancellationToken);

    public Task<NetworksCreateResponse> CreateNetworkAsync(NetworksCreateParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = ApiCall.Post("networks/create").WithJson(parameters, DockerJson.Default.NetworksCreateParameters);
        return engine.ReadAsync(call, DockerJson.Default.NetworksCreateResponse, cancellationToken);
    }

    public Task ConnectNetworkAsync(string id, NetworkConnectParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = ApiCall.Post(EnginePath.Network(id, "/connect"), Missing.Network);
        return engine.SendAsync(call.WithJson(parameters, DockerJson.Default.NetworkConnectParameters), cancellationToken);
    }

    public Task DisconnectNetworkAsync(string id, NetworkDisconnectParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = ApiCall.Post(EnginePath.Network(id, "/disconnect"), Missing.Network);
        return engine.SendAsync(call.WithJson(parameters, DockerJson.Default.NetworkDisconnectParameters), cancellationToken);
    }

    public Task<NetworksPruneResponse> PruneNetworksAsync(
        NetworksDeleteUnusedParameters parameters = null, CancellationToken cancellationToken = default)
    {
        var call = ApiCall.Post("networks/prune");
        call.Query.Add("filters", parameters?.Filters);
        return engine.ReadAsync(call, DockerJson.Default.NetworksPruneResponse, cancellationToken);
    }
}
