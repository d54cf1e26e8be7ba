using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>Further processes in running containers. An unknown id, of either, is a <see cref="DockerContainerNotFoundException"/>.</summary>
public interface IExecOperations
{
    /// <summary>Describes the process; it is started by the id that comes back, once.</summary>
    Task<ContainerExecCreateResponse> ExecCreateContainerAsync(string id, ContainerExecCreateParameters parameters, CancellationToken cancellationToken = default);

    /// <param name="id">Of the process.</param>
    /// <param name="tty">As it was created.</param>
    /// <param name="cancellationToken">Covers the opening; the stream's own calls take their own.</param>
    Task<MultiplexedStream> StartAndAttachContainerExecAsync(string id, bool tty, CancellationToken cancellationToken = default);

    /// <summary>Starts it and does not wait.</summary>
    Task StartContainerExecAsync(string id, CancellationToken cancellationToken = default);

    Task<ContainerExecInspectResponse> InspectContainerExecAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The size of its terminal.</summary>
    Task ResizeContainerExecTtyAsync(string id, ContainerResizeParameters parameters, CancellationToken cancellationToken);
}
