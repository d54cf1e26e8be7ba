using System.Text.Json;
using Docker.DotNet;

namespace Plane.Drone.Runtime.Docker;

/// <summary>The engine's own words where it sent some: <c>{"message":"…"}</c>.</summary>
internal static class EngineFault
{
    /// <summary>What an engine says when its disk is full is easily lost in what it was doing (HTTP API Q13).</summary>
    public static string Explain(string fault) => fault.Contains("no space left on device", StringComparison.OrdinalIgnoreCase)
        ? $"the engine's disk is full ({fault}). Make room there, or let the drone prune images (Plane:Drone:PruneImages)"
        : fault;

    public static string Of(Exception exception) => Explain(TextOf(exception));

    private static string TextOf(Exception exception)
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
