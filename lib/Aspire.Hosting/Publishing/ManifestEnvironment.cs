using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting.Publishing;

/// <summary>A resource's environment and arguments as a deployment shall set them: the defaults of its kind, then what its callbacks say in publish mode.</summary>
internal sealed class ManifestEnvironment(DistributedApplicationExecutionContext executionContext)
{
    public async Task<IReadOnlyDictionary<string, object>> VariablesOfAsync(IResource resource, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, object>();
        if (resource is ProjectResource project)
        {
            AddProjectDefaults(variables, project);
        }

        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (endpoint.TargetPortEnvironmentVariable is { } name)
            {
                variables[name] = TargetPortOf(resource, endpoint);
            }
        }

        await ResourceCallbacks.AddVariablesAsync(resource, executionContext, variables, cancellationToken);
        return variables;
    }

    public Task<IReadOnlyList<object>> ArgumentsOfAsync(IResource resource, CancellationToken cancellationToken) =>
        ResourceCallbacks.ArgumentsOfAsync(resource, executionContext, cancellationToken);

    private static void AddProjectDefaults(Dictionary<string, object> variables, ProjectResource project)
    {
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        var endpoints = project.Annotations.OfType<EndpointAnnotation>().ToArray();
        if (endpoints.Length > 0 && !project.HasAnnotationOfType<DisableForwardedHeadersAnnotation>())
        {
            variables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        }

        var filter = project.TryGetLastAnnotation<EndpointEnvironmentFilterAnnotation>(out var f) ? f.Filter : _ => true;
        var listening = endpoints.Where(e => e.TargetPortEnvironmentVariable is null && filter(e)).ToArray();
        AddPorts(variables, "HTTP_PORTS", project, listening.Where(e => e.UriScheme == "http"));

        // The first HTTPS endpoint ends at the platform's ingress.
        AddPorts(variables, "HTTPS_PORTS", project, listening.Where(e => e.UriScheme == "https").Skip(1));
    }

    private static void AddPorts(Dictionary<string, object> variables, string name, ProjectResource project, IEnumerable<EndpointAnnotation> endpoints)
    {
        var ports = new ReferenceExpressionBuilder();
        foreach (var endpoint in endpoints)
        {
            ports.AppendLiteral(ports.IsEmpty ? string.Empty : ";");
            ports.AppendFormatted(TargetPortOf(project, endpoint));
        }

        if (!ports.IsEmpty)
        {
            variables[name] = ports.Build();
        }
    }

    private static EndpointReferenceExpression TargetPortOf(IResource resource, EndpointAnnotation endpoint) =>
        new EndpointReference((IResourceWithEndpoints)resource, endpoint).Property(EndpointProperty.TargetPort);
}
