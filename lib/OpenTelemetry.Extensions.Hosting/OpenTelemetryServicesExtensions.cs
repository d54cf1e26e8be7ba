using Microsoft.Extensions.Hosting;
using OpenTelemetry;

#pragma warning disable IDE0130 // the package declares it here, so that callers need no further using
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Registers the OpenTelemetry SDK with a generic host.</summary>
public static class OpenTelemetryServicesExtensions
{
    /// <summary>
    /// May be called any number of times: all calls share one provider per signal. Providers are made when the host
    /// starts, ahead of every other hosted service, and flushed when the container is disposed.
    /// </summary>
    public static OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (!services.Any(IsTelemetryHostedService))
        {
            // First in the list: what other hosted services do while they start must be seen already.
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryHostedService>());
        }

        return new OpenTelemetryBuilder(services);
    }

    private static bool IsTelemetryHostedService(ServiceDescriptor service) =>
        service is { IsKeyedService: false } && service.ImplementationType == typeof(TelemetryHostedService);
}
