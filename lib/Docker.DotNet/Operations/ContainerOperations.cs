using System.Net;
using Docker.DotNet.Models;
using Docker.DotNet.Transport;
using Docker.DotNet.Wire;

namespace Docker.DotNet.Operations;

internal sealed partial class ContainerOperations(EngineClient engine) : IContainerOperations
{
    public Task<IList<ContainerListResponse>> ListContainersAsync(ContainersListParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = ApiCall.Get("containers/json");
        call.Query.Add("size", parameters.Size).Add("all", parameters.All).Add("since", parameters.Since).Add("before", parameters.Before)
            .Add("limit", parameters.Limit).Add("filters", parameters.Filters);
        return engine.ReadAsync(call, DockerJson.Default.IListContainerListResponse, cancellationToken);
    }

    public Task<CreateContainerResponse> CreateContainerAsync(CreateContainerParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = ApiCall.Post("containers/create", Missing.Image).WithJson(parameters, DockerJson.Default.CreateContainerParameters);
        if (!string.IsNullOrEmpty(parameters.Name))
        {
            call.Query.Add("name", parameters.Name).Add("platform", parameters.Platform);
        }

        return engine.ReadAsync(call, DockerJson.Default.CreateContainerResponse, cancellationToken);
    }

    public Task<ContainerInspectResponse> InspectContainerAsync(string id, CancellationToken cancellationToken = default) =>
        engine.ReadAsync(
            ApiCall.Get(EnginePath.Container(id, "/json"), Missing.Container), DockerJson.Default.ContainerInspectResponse, cancellationToken);

    public async Task<bool> StartContainerAsync(string id, ContainerStartParameters parameters, CancellationToken cancellationToken = default)
    {
        var call = ApiCall.Post(EnginePath.Container(id, "/start"), Missing.Container);
        call.Query.Add("detachKeys", parameters?.DetachKeys);
        return await engine.SendAsync(call, cancellationToken) != HttpStatusCode.NotModified;
    }

    public async Task<bool> StopContainerAsync(string id, ContainerStopParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = new ApiCall(HttpMethod.Post, EnginePath.Container(id, "/stop")) { Missing = Missing.Container, Untimed = true };
        call.Query.Add("t", parameters.WaitBeforeKillSeconds);
        return await engine.SendAsync(call, cancellationToken) != HttpStatusCode.NotModified;
    }

    public Task RestartContainerAsync(string id, ContainerRestartParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = new ApiCall(HttpMethod.Post, EnginePath.Container(id, "/restart")) { Missing = Missing.Container, Untimed = true };
        call.Query.Add("t", parameters.WaitBeforeKillSeconds);
        return engine.SendAsync(call, cancellationToken);
    }

    public Task KillContainerAsync(string id, ContainerKillParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = ApiCall.Post(EnginePath.Container(id, "/kill"), Missing.Container);
        call.Query.Add("signal", parameters.Signal);
        return engine.SendAsync(call, cancellationToken);
    }

    public Task RemoveContainerAsync(string id, ContainerRemoveParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = ApiCall.Delete(EnginePath.Container(id, ""), Missing.Container);
        call.Query.Add("v", parameters.RemoveVolumes).Add("link", parameters.RemoveLinks).Add("force", parameters.Force);
        return engine.SendAsync(call, cancellationToken);
    }

    public Task RenameContainerAsync(string id, ContainerRenameParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = ApiCall.Post(EnginePath.Container(id, "/rename"), Missing.Container);
        call.Query.Add("name", parameters.NewName);
        return engine.SendAsync(call, cancellationToken);
    }

    public Task PauseContainerAsync(string id, CancellationToken cancellationToken = default) =>
        engine.SendAsync(ApiCall.Post(EnginePath.Container(id, "/pause"), Missing.Container), cancellationToken);

    public Task UnpauseContainerAsync(string id, CancellationToken cancellationToken = default) =>
        engine.SendAsync(ApiCall.Post(EnginePath.Container(id, "/unpause"), Missing.Container), cancellationToken);

    public Task<ContainerWaitResponse> WaitContainerAsync(string id, CancellationToken cancellationToken = default)
    {
        var call = new ApiCall(HttpMethod.Post, EnginePath.Container(id, "/wait")) { Missing = Missing.Container, Untimed = true };
        return engine.ReadAsync(call, DockerJson.Default.ContainerWaitResponse, cancellationToken);
    }

    public Task<ContainersPruneResponse> PruneContainersAsync(
        ContainersPruneParameters parameters = null, CancellationToken cancellationToken = default)
    {
        var call = ApiCall.Post("containers/prune");
        call.Query.Add("filters", parameters?.Filters);
        return engine.ReadAsync(call, DockerJson.Default.ContainersPruneResponse, cancellationToken);
    }
}
