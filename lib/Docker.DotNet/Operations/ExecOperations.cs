using Docker.DotNet.Models;
using Docker.DotNet.Transport;
using Docker.DotNet.Wire;

namespace Docker.DotNet.Operations;

internal sealed class ExecOperations(EngineClient engine) : IExecOperations
{
    public Task<ContainerExecCreateResponse> ExecCreateContainerAsync(
        string id, ContainerExecCreateParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = ApiCall.Post(EnginePath.Container(id, "/exec"), Missing.Container)
            .WithJson(parameters, DockerJson.Default.ContainerExecCreateParameters);
        return engine.ReadAsync(call, DockerJson.Default.ContainerExecCreateResponse, cancellationToken);
    }

    public async Task<MultiplexedStream> StartAndAttachContainerExecAsync(string id, bool tty, CancellationToken cancellationToken = default)
    {
        var call = Start(id, new ExecStart { Tty = tty });
        return new MultiplexedStream(await engine.HijackAsync(call, cancellationToken), !tty);
    }

    public Task StartContainerExecAsync(string id, CancellationToken cancellationToken = default) =>
        engine.SendAsync(Start(id, new ExecStart { Detach = true }), cancellationToken);

    public Task<ContainerExecInspectResponse> InspectContainerExecAsync(string id, CancellationToken cancellationToken = default) =>
        engine.ReadAsync(
            ApiCall.Get(EnginePath.Exec(id, "/json"), Missing.Container), DockerJson.Default.ContainerExecInspectResponse, cancellationToken);

    public Task ResizeContainerExecTtyAsync(string id, ContainerResizeParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = ApiCall.Post(EnginePath.Exec(id, "/resize"), Missing.Container);
        call.Query.Add("h", parameters.Height).Add("w", parameters.Width);
        return engine.SendAsync(call, cancellationToken);
    }

    private static ApiCall Start(string id, ExecStart start) =>
        ApiCall.Post(EnginePath.Exec(id, "/start"), Missing.Container).WithJson(start, DockerJson.Default.ExecStart);
}
