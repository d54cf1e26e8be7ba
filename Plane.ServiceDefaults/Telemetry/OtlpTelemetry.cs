using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Plane.ServiceDefaults.Telemetry;

/// <summary>Which sources and meters leave the process. The framework's own are complete enough to need no instrumentation package.</summary>
internal static class OtlpTelemetry
{
    private static readonly string[] Sources =
        ["Plane.*", "NATS.Net", "Yarp.ReverseProxy", "Microsoft.AspNetCore", "System.Net.Http"];

    private static readonly string[] Meters =
    [
        "Plane.*", "NATS.Net", "Yarp.ReverseProxy",
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Diagnostics", "Microsoft.AspNetCore.Http.Connections",
        "System.Net.Http", "System.Net.NameResolution", "System.Runtime",
    ];

    /// <param name="services">The host's services.</param>
    /// <param name="applicationName">The service's name unless <c>OTEL_SERVICE_NAME</c> or <c>OTEL_RESOURCE_ATTRIBUTES</c> give one.</param>
    public static void AddOtlpTelemetry(this IServiceCollection services, string applicationName)
    {
        // ASP.NET Core 10 leaves method, path and address off its server activity unless told; read when the host is built.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, ServerSpanEnricher>());

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.Clear()
                .AddService(applicationName)
                .AddTelemetrySdk()
                .AddEnvironmentVariableDetector()) // last, so that the environment wins
            .WithMetrics(metrics => metrics.AddMeter(Meters))
            .WithTracing(tracing => tracing.AddSource(Sources).AddProcessor(new UnrecordedParentFilter()).AddProcessor(new TokenEraser()))
            .WithLogging(null, logs =>
            {
                logs.IncludeFormattedMessage = true;
                logs.IncludeScopes = true;
            })
            .UseOtlpExporter();
    }
}
