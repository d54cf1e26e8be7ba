namespace Docker.DotNet;

/// <summary>One engine, by the things it keeps.</summary>
public interface IDockerClient : IDisposable
{
    DockerClientConfiguration Configuration { get; }

    /// <summary>For calls that answer at once; streams, stop, restart and wait take as long as they take.</summary>
    TimeSpan DefaultTimeout { get; set; }

    IContainerOperations Containers { get; }

    IImageOperations Images { get; }

    INetworkOperations Networks { get; }

    ISystemOperations System { get; }

    IExecOperations Exec { get; }
}
