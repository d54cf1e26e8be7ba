using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>
/// Containers, by id or name. An unknown one is a <see cref="DockerContainerNotFoundException"/>, an empty id an
/// <see cref="ArgumentNullException"/>, a state that forbids the call a <see cref="DockerApiException"/> with status 409.
/// </summary>
public interface IContainerOperations
{
    Task<IList<ContainerListResponse>> ListContainersAsync(ContainersListParameters parameters, CancellationToken cancellationToken = default);

    /// <exception cref="DockerImageNotFoundException">The image is not here; nothing is pulled.</exception>
    Task<CreateContainerResponse> CreateContainerAsync(CreateContainerParameters parameters, CancellationToken cancellationToken = default);

    Task<ContainerInspectResponse> InspectContainerAsync(string id, CancellationToken cancellationToken = default);

    /// <returns>False: it was running already.</returns>
    Task<bool> StartContainerAsync(string id, ContainerStartParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>The container's stop signal, then SIGKILL. Untimed: cancelling the call does not call the stop off.</summary>
    /// <returns>False: it was not running.</returns>
    Task<bool> StopContainerAsync(string id, ContainerStopParameters parameters, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="StopContainerAsync"/>
    Task RestartContainerAsync(string id, ContainerRestartParameters parameters, CancellationToken cancellationToken = default);

    Task KillContainerAsync(string id, ContainerKillParameters parameters, CancellationToken cancellationToken = default);

    Task RemoveContainerAsync(string id, ContainerRemoveParameters parameters, CancellationToken cancellationToken = default);

    Task RenameContainerAsync(string id, ContainerRenameParameters parameters, CancellationToken cancellationToken);

    Task PauseContainerAsync(string id, CancellationToken cancellationToken = default);

    Task UnpauseContainerAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Until it is not running; at once for one that is not. Untimed.</summary>
    Task<ContainerWaitResponse> WaitContainerAsync(string id, CancellationToken cancellationToken = default);

    /// <param name="id">Id or name.</param>
    /// <param name="tty">Whether the container has a terminal, so that its log is one raw stream.</param>
    /// <param name="parameters">At least one of the streams must be on.</param>
    /// <param name="cancellationToken">Covers the opening; the stream's own calls take their own.</param>
    Task<MultiplexedStream> GetContainerLogsAsync(string id, bool tty, ContainerLogsParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>Lines of the raw stream: without a terminal, each begins with the eight bytes of its frame.</summary>
    Task GetContainerLogsAsync(string id, ContainerLogsParameters parameters, CancellationToken cancellationToken, IProgress<string> progress);

    /// <summary>The raw stream, frames and all.</summary>
    [Obsolete("The stream is framed unless the container has a terminal: use the overload that says so and returns a MultiplexedStream.")]
    Task<Stream> GetContainerLogsAsync(string id, ContainerLogsParameters parameters, CancellationToken cancellationToken = default);

    Task GetContainerStatsAsync(string id, ContainerStatsParameters parameters, IProgress<ContainerStatsResponse> progress, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="GetContainerLogsAsync(string, bool, ContainerLogsParameters, CancellationToken)"/>
    Task<MultiplexedStream> AttachContainerAsync(string id, bool tty, ContainerAttachParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>Removes all stopped containers that match.</summary>
    Task<ContainersPruneResponse> PruneContainersAsync(ContainersPruneParameters parameters = null, CancellationToken cancellationToken = default);
}
