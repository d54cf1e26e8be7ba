using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>The engine itself.</summary>
public interface ISystemOperations
{
    /// <exception cref="HttpRequestException">Nobody answers there.</exception>
    Task PingAsync(CancellationToken cancellationToken = default);

    Task<VersionResponse> GetVersionAsync(CancellationToken cancellationToken = default);

    Task<SystemInfoResponse> GetSystemInfoAsync(CancellationToken cancellationToken = default);

    /// <summary>Has the engine try the credentials at the registry.</summary>
    /// <exception cref="DockerApiException">The registry refuses them or cannot be reached; engines say 401 or 500 to the former.</exception>
    Task AuthenticateAsync(AuthConfig authConfig, CancellationToken cancellationToken = default);

    /// <summary>Reports events until <see cref="ContainerEventsParameters.Until"/>, or until it is cancelled.</summary>
    Task MonitorEventsAsync(ContainerEventsParameters parameters, IProgress<Message> progress, CancellationToken cancellationToken = default);
}
