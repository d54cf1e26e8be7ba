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
    /// <exception cref="DockerApiException">The registry refuses them (401), or cannot be reached (500).</exception>
    Task AuthenticateAsync(AuthConfig authConfig, CancellationToken cancellationToken = default);

    /// <summary>Reports events until <see cref="ContainerEventsParameters.Until"/>, or until it is cancelled.</summary>
    Task MonitorEventsAsync(ContainerEventsParameters parameters, IProgress<Message> progress, CancellationToken cancellationToken = default);
}
