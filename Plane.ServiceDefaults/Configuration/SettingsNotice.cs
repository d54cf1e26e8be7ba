using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Plane.ServiceDefaults.Configuration;

/// <summary>Tells at start what in the settings has no effect.</summary>
internal sealed class SettingsNotice(ProgramSettings settings, ILogger<SettingsNotice> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var warning in settings.Warnings)
        {
            log.SettingWithoutEffect(warning);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
