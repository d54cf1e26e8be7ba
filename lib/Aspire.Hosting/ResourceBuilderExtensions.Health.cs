using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>The resource is healthy when a GET is answered with the status.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="path">Default <c>/</c>.</param>
    /// <param name="statusCode">Default 200.</param>
    /// <param name="endpointName">Default: the endpoint called https or else http.</param>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        EndpointReference Select() => endpointName is not null ? builder.GetEndpoint(endpointName)
            : builder.GetEndpoint("https") is { Exists: true } https ? https : builder.GetEndpoint("http");
        return builder.AddHttpCheck(Select, endpointName ?? Select().EndpointName, path, statusCode);
    }

    /// <inheritdoc cref="WithHttpHealthCheck{T}(IResourceBuilder{T}, string?, int?, string?)"/>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, Func<EndpointReference>? endpointSelector, string? path = null, int? statusCode = null)
        where T : IResourceWithEndpoints => endpointSelector is null
            ? builder.WithHttpHealthCheck(path, statusCode)
            : builder.AddHttpCheck(endpointSelector, endpointSelector().EndpointName, path, statusCode);

    /// <summary>The resource is healthy when the health check registered under the key says so.</summary>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource => builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(h => h.Key == key)
            ? throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' has the health check '{key}' already.")
            : builder.WithAnnotation(new HealthCheckAnnotation(key));

    /// <summary>Sends telemetry to the collector the AppHost was told of; projects have it without asking.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment => builder.AddOtlp(null);

    /// <inheritdoc cref="WithOtlpExporter{T}(IResourceBuilder{T})"/>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder, OtlpProtocol protocol)
        where T : IResourceWithEnvironment => builder.AddOtlp(protocol);

    private static IResourceBuilder<T> AddOtlp<T>(this IResourceBuilder<T> builder, OtlpProtocol? protocol)
        where T : IResourceWithEnvironment
    {
        var application = builder.ApplicationBuilder;
        return builder.WithEnvironment(context => OtlpEnvironment.Add(
            context.EnvironmentVariables, application.Configuration, application.Environment, builder.Resource.Name, builder.Resource.Name, protocol));
    }

    private static IResourceBuilder<T> AddHttpCheck<T>(
        this IResourceBuilder<T> builder, Func<EndpointReference> endpoint, string endpointName, string? path, int? statusCode)
        where T : IResourceWithEndpoints
    {
        var (wantedPath, wantedStatus) = (path ?? "/", statusCode ?? 200);
        var key = string.Create(CultureInfo.InvariantCulture, $"{builder.Resource.Name}_{endpointName}_{wantedPath}_{wantedStatus}_check");
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            key, p => new HttpHealthCheck(endpoint, wantedPath, wantedStatus, p.GetRequiredService<IHttpClientFactory>()), null, null));
        return builder.WithHealthCheck(key);
    }
}
