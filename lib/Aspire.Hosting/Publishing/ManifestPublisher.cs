using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Publishing;

/// <summary>What publish mode does instead of running: writes the manifest and ends. The file appears whole or not at all.</summary>
internal sealed partial class ManifestPublisher(
    IServiceProvider services, DistributedApplicationModel model, DistributedApplicationExecutionContext executionContext,
    IDistributedApplicationEventing eventing, IConfiguration configuration, OrchestratorOptions options,
    IHostEnvironment host, IHostApplicationLifetime lifetime, ILogger<ManifestPublisher> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var path = ManifestTarget.PathIn(configuration);
            await eventing.PublishAsync(new BeforeStartEvent(services, model), stoppingToken);
            await PublishAsync(path, stoppingToken);
            LogPublished(log, path);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever it was: the tool that waits for the file must not take this for a success.
            LogFailed(log, exception, exception.Message);
            if (options.OwnsProcess)
            {
                Environment.ExitCode = 1;
            }
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    private async Task PublishAsync(string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + ".tmp";
        try
        {
            await using (var file = File.Create(unfinished))
            {
                await new ManifestDocument(model, executionContext, host.ContentRootPath).WriteAsync(path, file, cancellationToken);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
