using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Plane.AppHost;

/// <summary>Says how the start went: the addresses once all is healthy, or what stood in the way.</summary>
internal sealed class StartReport(ResourceNotificationService notifications, IHostApplicationLifetime lifetime) : BackgroundService
{
    private volatile bool _isUp;

    /// <summary>The controller waits for everything else: when it is ready, all is.</summary>
    /// <param name="api">Null where the interactive API is off.</param>
    public static void Add(IResourceBuilder<ProjectResource> controller, IResourceBuilder<NatsServerResource> nats, InteractiveApi? api)
    {
        var services = controller.ApplicationBuilder.Services;
        services.AddSingleton<StartReport>();
        services.AddHostedService(p => p.GetRequiredService<StartReport>());
        controller.OnResourceReady((_, ready, token) => ready.Services.GetRequiredService<StartReport>().TellAsync(nats.Resource, api, token));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            if (_isUp)
            {
                return;
            }

            if (change.Snapshot.State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text) && !lifetime.ApplicationStopping.IsCancellationRequested)
            {
                var code = change.Snapshot.ExitCode is { } exit ? string.Create(CultureInfo.InvariantCulture, $" (exit code {exit})") : string.Empty;
                await Console.Error.WriteLineAsync(
                    $"The start failed: {change.Resource.Name} is {state.Text}{code}. What it printed is above, and in .plane/logs/{change.ResourceId}.log.");
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
        }
    }

    private async Task TellAsync(NatsServerResource nats, InteractiveApi? api, CancellationToken cancellationToken)
    {
        _isUp = true;
        var login = ReferenceExpression.Create(
            $"nats://{nats.UserNameParameter!:uri}:{nats.PasswordParameter!:uri}@{nats.PrimaryEndpoint.Property(EndpointProperty.IPV4Host)}:{nats.Port}");
        string[] lines =
        [
            string.Empty,
            $"Controller http://localhost:{Ports.Controller}",
            $"NATS {await login.GetValueAsync(cancellationToken)}",
            $"DNS 127.0.0.1:{Ports.Dns} (UDP, TCP)",
            $"Proxies http://localhost:{Ports.Proxy} http://localhost:{Ports.SecondProxy}",
            .. api is null ? Array.Empty<string>() : [$"API token: {api.Token}"],
            "Try ./plane connect --key my-first-backend --image plane/drop-four --max-idle-seconds 10",
            string.Empty,
        ];
        await Console.Out.WriteLineAsync(string.Join('\n', lines));
    }
}
