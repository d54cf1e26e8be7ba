using Docker.DotNet;

namespace Plane.Drone.Runtime.Docker;

/// <summary>Where the engine is: <c>DOCKER_HOST</c> (unix:// or tcp://), else the local socket.</summary>
internal static class EngineEndpoint
{
    public const string Variable = "DOCKER_HOST";

    /// <param name="host">The variable's value; null or empty for the local socket.</param>
    /// <exception cref="FormatException">It is no address.</exception>
    public static IDockerClient Connect(string? host)
    {
        if (string.IsNullOrWhiteSpace(host))
        {
            return new DockerClientConfiguration().CreateClient();
        }

        return Uri.TryCreate(host, UriKind.Absolute, out var uri)
            ? new DockerClientConfiguration(uri).CreateClient()
            : throw new FormatException($"{Variable} is '{host}'; an address such as unix:///var/run/docker.sock or tcp://10.0.0.1:2375 is expected.");
    }
}
