using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Net;

namespace Aspire.NATS.Net;

/// <summary>What all overloads of AddNatsClient come down to.</summary>
/// <param name="Name">Of the connection string.</param>
/// <param name="Key">Service key; null for the unkeyed client.</param>
internal sealed record ClientRegistration(
    string Name,
    object? Key,
    Action<NatsClientSettings>? ConfigureSettings,
    Func<IServiceProvider, NatsOpts, NatsOpts>? ConfigureOptions)
{
    private const string Section = "Aspire:NATS:Net";
    private const string ActivitySource = "NATS.Net";

    public void AddTo(IHostApplicationBuilder builder)
    {
        var settings = Bind(builder.Configuration);
        AddServices(builder.Services, settings);
        if (!settings.DisableHealthChecks)
        {
            AddHealthCheck(builder.Services);
        }

        if (!settings.DisableTracing)
        {
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(ActivitySource));
        }
    }

    private NatsClientSettings Bind(IConfiguration configuration)
    {
        var settings = new NatsClientSettings();
        var section = configuration.GetSection(Section);
        section.Bind(settings);
        section.GetSection(Name).Bind(settings);
        if (configuration.GetConnectionString(Name) is { } connectionString)
        {
            settings.ConnectionString = connectionString;
        }

        ConfigureSettings?.Invoke(settings);
        return settings;
    }

    private void AddServices(IServiceCollection services, NatsClientSettings settings)
    {
        if (Key is null)
        {
            services.AddSingleton(provider => Connect(provider, settings));
            services.AddSingleton<INatsConnection>(static provider => provider.GetRequiredService<NatsConnection>());
            services.AddSingleton<INatsClient>(static provider => provider.GetRequiredService<NatsConnection>());
            return;
        }

        services.AddKeyedSingleton(Key, (provider, _) => Connect(provider, settings));
        services.AddKeyedSingleton<INatsConnection>(Key, static (provider, key) => provider.GetRequiredKeyedService<NatsConnection>(key));
        services.AddKeyedSingleton<INatsClient>(Key, static (provider, key) => provider.GetRequiredKeyedService<NatsConnection>(key));
    }

    private NatsConnection Connect(IServiceProvider provider, NatsClientSettings settings)
    {
        if (string.IsNullOrEmpty(settings.ConnectionString))
        {
            throw new InvalidOperationException(
                $"ConnectionString is missing. It should be provided in 'ConnectionStrings:{Name}' or under the 'ConnectionString' key in '{Section}' or '{Section}:{Name}'.");
        }

        var opts = NatsOpts.Default with
        {
            LoggerFactory = provider.GetRequiredService<ILoggerFactory>(),
            SerializerRegistry = NatsClientDefaultSerializerRegistry.Default,
        };
        opts = ConfigureOptions?.Invoke(provider, opts) ?? opts;
        return new NatsConnection(opts with { Url = settings.ConnectionString });
    }

    private void AddHealthCheck(IServiceCollection services)
    {
        var name = Key is null ? "NATS" : $"NATS_{Name}";
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            name,
            provider => new NatsHealthCheck(Key is null ? provider.GetRequiredService<INatsConnection>() : provider.GetRequiredKeyedService<INatsConnection>(Key)),
            failureStatus: null,
            tags: null));
    }
}
