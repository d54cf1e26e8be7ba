using System.Net;

namespace Docker.DotNet.Transport;

/// <summary>Which exception an engine's refusal becomes.</summary>
internal static class ApiError
{
    public static DockerApiException From(HttpStatusCode status, string body, Missing missing) => (status, missing) switch
    {
        (HttpStatusCode.NotFound, Missing.Container) => new DockerContainerNotFoundException(status, body),
        (HttpStatusCode.NotFound, Missing.Image) => new DockerImageNotFoundException(status, body),
        (HttpStatusCode.NotFound, Missing.Network) => new DockerNetworkNotFoundException(status, body),
        _ => new DockerApiException(status, body),
    };
}
