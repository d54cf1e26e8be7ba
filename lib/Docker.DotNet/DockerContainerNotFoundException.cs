using System.Net;

namespace Docker.DotNet;

/// <summary>The engine has no such container (404).</summary>
public class DockerContainerNotFoundException : DockerApiException
{
    public DockerContainerNotFoundException(HttpStatusCode statusCode, string responseBody)
        : base(statusCode, responseBody)
    {
    }
}
