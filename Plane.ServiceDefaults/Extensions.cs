using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Plane.ServiceDefaults.Configuration;
using Plane.ServiceDefaults.Discovery;
using Plane.ServiceDefaults.Resilience;
using Plane.ServiceDefaults.Telemetry;

#pragma warning disable IDE0130 // where every Aspire solution has them, so that programs need no further using
namespace Microsoft.Extensions.Hosting;
#pragma warning restore IDE0130

/// <summary>What all of Plane's programs have in common: telemetry, health, discovery, patient HTTP clients.</summary>
public static class Extensions
{
    private const string Live = "live";

    /// <summary>
    /// Everything below at once. A <see cref="TimeProvider"/> or <see cref="Random"/> registered before or after wins
    /// over the system's.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        if (builder.Configuration.GetValue($"{LoggingOptions.Section}:{nameof(LoggingOptions.Json)}", false))
        {
            builder.Logging.AddJsonConsole(json =>
            {
                json.IncludeScopes = true;
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }

        builder.ConfigureOpenTelemetry();
        builder.AddDefaultHealthChecks();
        builder.Services.AddPatientHttpClients();
        return builder;
    }

    /// <summary>
    /// Traces, metrics and logs over OTLP, configured by the standard <c>OTEL_*</c> variables. Without
    /// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> nothing is listened to, so that requests pay nothing for it.
    /// </summary>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            builder.Services.AddOtlpTelemetry(builder.Environment.ApplicationName);
        }

        return builder;
    }

    /// <summary>One check, <c>self</c>, tagged <c>live</c>: the process answers.</summary>
    public static TBuilder AddDefaultHealthChecks<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // What is unhealthy says so itself; every look at it besides would fill the log while a program starts.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [Live]);
        return builder;
    }

    /// <summary>
    /// <c>/health</c>: every check, 200 or 503, for "send it work". <c>/alive</c>: those tagged <c>live</c>, for "restart
    /// it". In every environment, because orchestrators probe them in production too; so the body is the one word of the
    /// status. Programs with a public listener keep them off it.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks("/health").Untraced();
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Live) }).Untraced();
        return app;
    }

    private static void AddPatientHttpClients(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Random>();
        services.TryAddSingleton(RetryPolicy.Default);
        services.TryAddSingleton<ServiceEndpoints>();
        services.TryAddTransient<ServiceDiscoveryHandler>();
        services.TryAddTransient<RetryHandler>();

        // Retry is outside discovery: each attempt may go to another endpoint of the service.
        services.ConfigureHttpClientDefaults(client => client
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.ConnectTimeout = TimeSpan.FromSeconds(5);
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
            })
            .AddHttpMessageHandler<RetryHandler>()
            .AddHttpMessageHandler<ServiceDiscoveryHandler>());
    }
}
