using System.Net;

namespace Docker.DotNet;

/// <summary>The engine answered with a status below 200 or from 400 on: 304 is an answer, 409 a conflict with the state things are in.</summary>
public class DockerApiException : Exception
{
    public DockerApiException(HttpStatusCode statusCode, string responseBody)
        : base($"Docker API responded with status code={statusCode}, response={responseBody}")
    {
        StatusCode = statusCode;
        ResponseBody = responseBody;
    }

    public HttpStatusCode StatusCode { get; }

    /// <summary>As it came: mostly <c>{"message":"…"}</c>.</summary>
    public string ResponseBody { get; }
}
