using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>One property of an endpoint, resolved when the endpoint has an address.</summary>
public class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property)
    : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    public EndpointReference Endpoint { get; } = endpointReference;

    public EndpointProperty Property { get; } = property;

    public string ValueExpression
    {
        get
        {
            var binding = $"{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}";
            return Property switch
            {
                EndpointProperty.Url => $"{{{binding}.url}}",
                EndpointProperty.Host or EndpointProperty.IPV4Host => $"{{{binding}.host}}",
                EndpointProperty.Port => $"{{{binding}.port}}",
                EndpointProperty.Scheme => $"{{{binding}.scheme}}",
                EndpointProperty.TargetPort => $"{{{binding}.targetPort}}",
                EndpointProperty.HostAndPort => $"{{{binding}.host}}:{{{binding}.port}}",
                _ => throw new InvalidOperationException($"The endpoint property '{Property}' is not known."),
            };
        }
    }

    IEnumerable<object> IValueWithReferences.References => [Endpoint];

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => GetValueAsync(new ValueProviderContext(), cancellationToken);

    /// <summary>Waits until the endpoint is allocated.</summary>
    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var allocated = await Endpoint.EndpointAnnotation.GetAllocatedEndpointAsync(cancellationToken);
        var (host, port) = Seen(allocated, context.Caller);
        return Property switch
        {
            EndpointProperty.Url => string.Create(CultureInfo.InvariantCulture, $"{Endpoint.Scheme}://{host}:{port}"),
            EndpointProperty.Host => host,
            EndpointProperty.IPV4Host => host == "localhost" ? "127.0.0.1" : host,
            EndpointProperty.Port => port.ToString(CultureInfo.InvariantCulture),
            EndpointProperty.Scheme => Endpoint.Scheme,
            EndpointProperty.TargetPort => allocated.TargetPortExpression ?? Endpoint.TargetPort?.ToString(CultureInfo.InvariantCulture),
            EndpointProperty.HostAndPort => string.Create(CultureInfo.InvariantCulture, $"{host}:{port}"),
            _ => throw new InvalidOperationException($"The endpoint property '{Property}' is not known."),
        };
    }

    /// <summary>Containers know each other by name and target port on their network, and processes of this machine by the gateway's name.</summary>
    private (string Host, int Port) Seen(AllocatedEndpoint allocated, IResource? caller)
    {
        if (caller is null || !caller.RunsAsContainer())
        {
            return (allocated.Address, allocated.Port);
        }

        return Endpoint.Resource.RunsAsContainer()
            ? (Endpoint.Resource.Name, Endpoint.TargetPort ?? allocated.Port)
            : (ContainerNetwork.HostName, allocated.Port);
    }
}
