using System.Text.Json;
using Docker.DotNet;

namespace Plane.Drone.Runtime.Docker;

/// <summary>The engine's own words where it sent some: <c>{"message":"…"}</c>.</summary>
internal static class EngineFault
{
    public static string Of(Exception exception)
    {
        if (exception is not DockerApiException { ResponseBody: { } body })
        {
            return exception.Message;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("message", out var message) ? message.GetString() ?? body : body;
        }
        catch (JsonException)
        {
            // Some proxies in front of engines answer in plain text.
            return body;
        }
    }
}
