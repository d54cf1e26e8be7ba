using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>The ports of bindings. What the deployment tool knows by itself is left to it: the first HTTP and HTTPS endpoint of a project.</summary>
internal sealed class ManifestPorts
{
    private const int FirstFreePort = 8000;
    private readonly Dictionary<EndpointAnnotation, BindingPorts> _ports = [];
    private int _next = FirstFreePort;

    /// <exception cref="DistributedApplicationException">A UDP endpoint: manifests cannot say it.</exception>
    public IReadOnlyList<(EndpointAnnotation Endpoint, BindingPorts Ports)> Of(IResource resource)
    {
        var schemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var all = new List<(EndpointAnnotation, BindingPorts)>();
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (endpoint.Protocol == ProtocolType.Udp)
            {
                throw new DistributedApplicationException(
                    $"Endpoint '{endpoint.Name}' of '{resource.Name}' speaks UDP, which a manifest cannot express: add it in run mode only.");
            }

            var isDefault = resource is ProjectResource && endpoint.UriScheme is "http" or "https" && schemes.Add(endpoint.UriScheme);
            all.Add((endpoint, PortsOf(resource, endpoint, isDefault)));
        }

        return all;
    }

    private BindingPorts PortsOf(IResource resource, EndpointAnnotation endpoint, bool isDefault)
    {
        if (!_ports.TryGetValue(endpoint, out var ports))
        {
            var target = endpoint.TargetPort ?? (resource is ContainerResource ? endpoint.Port : null) ?? (isDefault ? null : _next++);
            _ports[endpoint] = ports = new BindingPorts(endpoint.Port == target ? null : endpoint.Port, target);
        }

        return ports;
    }
}

/// <param name="Port">What others connect to; null where it is the target port, or left to the tool.</param>
/// <param name="Target">What the program listens on; null where that is left to the tool.</param>
internal readonly record struct BindingPorts(int? Port, int? Target);
