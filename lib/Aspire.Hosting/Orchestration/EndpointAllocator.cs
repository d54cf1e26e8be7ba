using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Orchestration;

/// <summary>Gives every endpoint an address, and every replica the port it listens on.</summary>
internal sealed class EndpointAllocator(IConfiguration configuration) : IAsyncDisposable
{
    private readonly Dictionary<(EndpointAnnotation Endpoint, int Replica), int> _targets = [];
    private readonly List<TcpForwarder> _forwarders = [];
    private readonly FreePorts _free = new();

    public int TargetPort(EndpointAnnotation endpoint, int replica) => _targets[(endpoint, replica)];

    public void Allocate(IEnumerable<IResource> resources)
    {
        (IResource Resource, EndpointAnnotation Endpoint)[] endpoints =
            [.. resources.SelectMany(r => r.Annotations.OfType<EndpointAnnotation>().Select(e => (r, e)))];
        _free.Spare(endpoints.SelectMany(e => (int?[])[e.Endpoint.Port, e.Endpoint.TargetPort]).OfType<int>());
        foreach (var (resource, endpoint) in endpoints)
        {
            Allocate(resource, endpoint);
        }

        foreach (var forwarder in _forwarders)
        {
            forwarder.Start();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var forwarder in _forwarders)
        {
            await forwarder.DisposeAsync();
        }

        _free.Dispose();
    }

    private void Allocate(IResource resource, EndpointAnnotation endpoint)
    {
        var replicas = resource.GetReplicaCount();
        var fixedPort = endpoint.IsProxied && RandomizePorts ? null : endpoint.Port;
        var port = fixedPort ?? (endpoint is { IsProxied: false, TargetPort: { } own } ? own : _free.Take(endpoint.Protocol));
        var forwards = !resource.RunsAsContainer()
            && (replicas > 1 || (endpoint.TargetPort is { } target && target != port && !resource.HasAnnotationOfType<LocalProcessAnnotation>()));
        if (forwards && !endpoint.IsProxied)
        {
            throw new DistributedApplicationException(
                $"Endpoint '{endpoint.Name}' of '{resource.Name}' has replicas or two different ports, which needs a proxy, and isProxied is false.");
        }

        for (var replica = 0; replica < replicas; replica++)
        {
            _targets[(endpoint, replica)] = resource.RunsAsContainer() ? endpoint.TargetPort ?? port
                : !forwards ? port
                : replicas == 1 ? endpoint.TargetPort!.Value
                : _free.Take(endpoint.Protocol);
        }

        if (forwards)
        {
            _forwarders.Add(new TcpForwarder(port, [.. Enumerable.Range(0, replicas).Select(r => TargetPort(endpoint, r))]));
        }

        var targetText = replicas == 1 ? TargetPort(endpoint, 0).ToString(CultureInfo.InvariantCulture) : null;
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, endpoint.TargetHost, port, targetText);
    }

    /// <summary>Aspire's own switch; its test builder sets it so that test runs do not meet.</summary>
    private bool RandomizePorts => string.Equals(configuration["DcpPublisher:RandomizePorts"], "true", StringComparison.OrdinalIgnoreCase);
}
