using System.Net;

namespace Docker.DotNet;

/// <summary>The engine has no such network (404).</summary>
public class DockerNetworkNotFoundException : DockerApiException
{
    public DockerNetworkNotFoundException(HttpStatusCode statusCode, string responseBody)
        : base(statusCode, responseBody)
    {
    }
}
