using System.Net;

namespace Docker.DotNet;

/// <summary>The engine has no such image (404).</summary>
public class DockerImageNotFoundException : DockerApiException
{
    public DockerImageNotFoundException(HttpStatusCode statusCode, string responseBody)
        : base(statusCode, responseBody)
    {
    }
}
