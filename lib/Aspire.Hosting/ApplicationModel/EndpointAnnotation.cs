using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something a resource listens on.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private readonly TaskCompletionSource _allocated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AllocatedEndpoint? _allocatedEndpoint;

    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="uriScheme">Default: the protocol's name.</param>
    /// <param name="transport">Default: <c>http</c> for http and https, else the protocol's name.</param>
    /// <param name="name">Default: the scheme.</param>
    /// <param name="port">What others connect to; a free one when null.</param>
    /// <param name="targetPort">What the process listens on; chosen when null.</param>
    /// <param name="isExternal">Reachable from outside the deployment.</param>
    /// <param name="isProxied">Whether a proxy may stand between <paramref name="port"/> and <paramref name="targetPort"/>.</param>
    public EndpointAnnotation(
        ProtocolType protocol, string? uriScheme = null, string? transport = null, string? name = null,
        int? port = null, int? targetPort = null, bool? isExternal = null, bool isProxied = true)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? NameOf(protocol);
        Transport = transport ?? (UriScheme is "http" or "https" ? "http" : NameOf(protocol));
        Name = name ?? UriScheme;
        ModelName.Validate("Endpoint", Name);
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied;
    }

    public string Name { get; set; }

    public ProtocolType Protocol { get; set; }

    public int? Port { get; set; }

    public int? TargetPort { get; set; }

    public string UriScheme { get; set; }

    /// <summary>The host the process binds; default <c>localhost</c>.</summary>
    public string TargetHost { get; set; } = "localhost";

    public string Transport { get; set; }

    public bool IsExternal { get; set; }

    public bool IsProxied { get; set; }

    /// <summary>Set by the orchestrator before anything starts.</summary>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => _allocatedEndpoint;
        set
        {
            _allocatedEndpoint = value;
            if (value is not null)
            {
                _allocated.TrySetResult();
            }
        }
    }

    /// <summary>The variable that tells the process its port (<c>env:</c> of WithEndpoint).</summary>
    internal string? TargetPortEnvironmentVariable { get; set; }

    internal async Task<AllocatedEndpoint> GetAllocatedEndpointAsync(CancellationToken cancellationToken)
    {
        await _allocated.Task.WaitAsync(cancellationToken);
        return _allocatedEndpoint ?? throw new InvalidOperationException($"Endpoint '{Name}' was allocated and then taken away.");
    }

    private static string NameOf(ProtocolType protocol) => protocol switch
    {
        ProtocolType.Tcp => "tcp",
        ProtocolType.Udp => "udp",
        _ => throw new ArgumentException($"An endpoint speaks TCP or UDP, not {protocol}.", nameof(protocol)),
    };
}
