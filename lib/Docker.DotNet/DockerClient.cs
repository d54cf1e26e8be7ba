using Docker.DotNet.Operations;
using Docker.DotNet.Transport;

namespace Docker.DotNet;

/// <summary>One engine; safe for concurrent use. Nothing is sent before the first call.</summary>
public sealed class DockerClient : IDockerClient
{
    private readonly EngineClient _engine;

    internal DockerClient(DockerClientConfiguration configuration, Version requestedApiVersion)
    {
        Configuration = configuration;
        var endpoint = EngineEndpoint.Parse(configuration.EndpointBaseUri, configuration.Credentials.IsTlsCredentials());
        _engine = new EngineClient(endpoint, configuration, requestedApiVersion);
        Containers = new ContainerOperations(_engine);
        Images = new ImageOperations(_engine);
        Networks = new NetworkOperations(_engine);
        System = new SystemOperations(_engine);
        Exec = new ExecOperations(_engine);
    }

    public DockerClientConfiguration Configuration { get; }

    public TimeSpan DefaultTimeout
    {
        get => _engine.Timeout;
        set => _engine.Timeout = value;
    }

    public IContainerOperations Containers { get; }

    public IImageOperations Images { get; }

    public INetworkOperations Networks { get; }

    public ISystemOperations System { get; }

    public IExecOperations Exec { get; }

    /// <summary>Ends the client's idle connections and the configuration's credentials with it.</summary>
    public void Dispose()
    {
        Configuration.Dispose();
        _engine.Dispose();
    }
}
