using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plane.Contracts.Nats;

namespace Plane.State.Logs;

/// <summary>Publishes a program's log on NATS (NATS API §1.5.14).</summary>
public static class LogServices
{
    /// <summary>The least level that is published: <c>Trace</c> to <c>Critical</c>, or <c>None</c> to publish nothing. What the console is given is another matter. Default <c>Information</c>.</summary>
    public const string LevelSetting = "Plane:Logging:Publish";

    /// <exception cref="InvalidOperationException">The level is none.</exception>
    public static IHostApplicationBuilder AddPublishedLogs(this IHostApplicationBuilder builder, LogComponent component)
    {
        var level = builder.Configuration.GetValue(LevelSetting, LogLevel.Information);
        if (level != LogLevel.None)
        {
            builder.Services.AddSingleton(provider => new PublishedLogs(component, level, provider.GetRequiredService<TimeProvider>()));
            builder.Services.AddSingleton<ILoggerProvider>(static provider => provider.GetRequiredService<PublishedLogs>());
            builder.Services.AddHostedService<LogPublisher>();
        }

        return builder;
    }
}
