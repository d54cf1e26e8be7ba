namespace Plane.Drone;

/// <summary>The role certificates is accepted before it can do anything; nobody shall wait for what does not come.</summary>
internal sealed partial class CertificatesNotice(ILogger<CertificatesNotice> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        NothingYet(log);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(2401, LogLevel.Information, "The role certificates has nothing to do yet: clusters with a port are served over plain HTTP")]
    private static partial void NothingYet(ILogger log);
}
