using Docker.DotNet.Models;
using Docker.DotNet.Transport;
using Docker.DotNet.Wire;

namespace Docker.DotNet.Operations;

internal sealed class SystemOperations(EngineClient engine) : ISystemOperations
{
    public Task PingAsync(CancellationToken cancellationToken = default) => engine.SendAsync(ApiCall.Get("_ping"), cancellationToken);

    public Task<VersionResponse> GetVersionAsync(CancellationToken cancellationToken = default) =>
        engine.ReadAsync(ApiCall.Get("version"), DockerJson.Default.VersionResponse, cancellationToken);

    public Task<SystemInfoResponse> GetSystemInfoAsync(CancellationToken cancellationToken = default) =>
        engine.ReadAsync(ApiCall.Get("info"), DockerJson.Default.SystemInfoResponse, cancellationToken);

    public Task AuthenticateAsync(AuthConfig authConfig, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(authConfig);
        return engine.SendAsync(ApiCall.Post("auth").WithJson(authConfig, DockerJson.Default.AuthConfig), cancellationToken);
    }

    public Task MonitorEventsAsync(
        ContainerEventsParameters parameters, IProgress<Message> progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(progress);
        var call = ApiCall.Get("events");
        call.Query.Add("since", parameters.Since).Add("until", parameters.Until).Add("filters", parameters.Filters);
        return engine.ReportAsync(call, DockerJson.Default.Message, progress, cancellationToken);
    }
}
