using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Orchestration;

/// <summary>The environment and arguments of one replica, with everything resolved.</summary>
internal sealed class ResourceEnvironment(
    DistributedApplicationExecutionContext executionContext, EndpointAllocator endpoints, IConfiguration configuration, IHostEnvironment host)
{
    public async Task<IReadOnlyDictionary<string, string>> ResolveAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, object>();
        if (instance.Resource is ProjectResource project)
        {
            AddProjectDefaults(variables, project, instance);
        }

        AddEndpointVariables(variables, instance);
        await ResourceCallbacks.AddVariablesAsync(instance.Resource, executionContext, variables, cancellationToken);
        var resolved = new Dictionary<string, string>();
        foreach (var (name, value) in variables)
        {
            if (await TextOfAsync(value, instance.Resource, cancellationToken) is { } text)
            {
                resolved[name] = text;
            }
        }

        return resolved;
    }

    public async Task<IReadOnlyList<string>> ArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var arguments = await ResourceCallbacks.ArgumentsOfAsync(resource, executionContext, cancellationToken);
        var resolved = new List<string>(arguments.Count);
        foreach (var argument in arguments)
        {
            if (await TextOfAsync(argument, resource, cancellationToken) is { } text)
            {
                resolved.Add(text);
            }
        }

        return resolved;
    }

    private async ValueTask<string?> TextOfAsync(object value, IResource caller, CancellationToken cancellationToken)
    {
        var provider = value as IValueProvider ?? (value as IResourceBuilder<IResource>)?.Resource as IValueProvider;
        return provider is not null
            ? await provider.GetValueAsync(new ValueProviderContext { ExecutionContext = executionContext, Caller = caller }, cancellationToken)
            : Convert.ToString(value, CultureInfo.InvariantCulture);
    }

    private void AddProjectDefaults(Dictionary<string, object> variables, ProjectResource project, ResourceInstance instance)
    {
        if (project.TryGetLastAnnotation<LaunchProfileAnnotation>(out var launch) && launch.Profile is { } profile)
        {
            variables["DOTNET_LAUNCH_PROFILE"] = launch.Name!;
            foreach (var (name, value) in profile.EnvironmentVariables)
            {
                variables[name] = value;
            }
        }

        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        variables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
        OtlpEnvironment.Add(variables, configuration, host, instance.Resource.Name, instance.Suffix, protocol: null);
        var filter = project.TryGetLastAnnotation<EndpointEnvironmentFilterAnnotation>(out var f) ? f.Filter : _ => true;
        var urls = project.Annotations.OfType<EndpointAnnotation>()
            .Where(e => e.UriScheme is "http" or "https" && e.TargetPortEnvironmentVariable is null && filter(e))
            .Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.UriScheme}://{e.TargetHost}:{endpoints.TargetPort(e, instance.Index)}"))
            .ToArray();
        if (urls.Length > 0)
        {
            variables["ASPNETCORE_URLS"] = string.Join(';', urls);
        }

        if (project.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(e => e.UriScheme == "https")?.AllocatedEndpoint is { } https)
        {
            variables["ASPNETCORE_HTTPS_PORT"] = https.Port.ToString(CultureInfo.InvariantCulture);
        }
    }

    private void AddEndpointVariables(Dictionary<string, object> variables, ResourceInstance instance)
    {
        foreach (var endpoint in instance.Resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (endpoint.TargetPortEnvironmentVariable is { } name)
            {
                variables[name] = endpoints.TargetPort(endpoint, instance.Index).ToString(CultureInfo.InvariantCulture);
            }
        }
    }
}
