using System.Text.Json;
using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Executor;

/// <summary>From a line to what it says (HTTP API §5.8). Pure; it throws at nothing.</summary>
internal static class ExecutorParser
{
    private const string Shape = "{\"id\", \"message\": {one payload}} is expected";

    public static ExecutorWord Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is text that is no UTF-16, and a number where a name is expected.
            return new ExecutorWord.Rubbish("it is not JSON of the protocol");
        }
    }

    private static ExecutorWord Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object)
        {
            return new ExecutorWord.Rubbish(Shape);
        }

        using var payloads = message.EnumerateObject();
        if (!payloads.MoveNext())
        {
            return new ExecutorWord.Rubbish(Shape);
        }

        var (kind, body) = (payloads.Current.Name, payloads.Current.Value);
        var id = root.TryGetProperty("id", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
        return id is null ? ReadEvent(kind, body) : ReadAnswer(id, kind, body);
    }

    private static ExecutorWord ReadAnswer(string id, string kind, JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty("Ok", out var ok))
        {
            return new ExecutorWord.Answer(id, kind, true, ok.Clone());
        }

        return body.ValueKind == JsonValueKind.Object && body.TryGetProperty("Err", out var fault)
            ? new ExecutorWord.Answer(id, kind, false, fault.Clone())
            : new ExecutorWord.Rubbish("an answer holds Ok or Err");
    }

    private static ExecutorWord ReadEvent(string kind, JsonElement body) => kind switch
    {
        "TerminateEvent" => ReadEnd(body),
        "MetricsMessage" => ReadMetrics(body),
        _ => new ExecutorWord.Rubbish("there is no such event"),
    };

    private static ExecutorWord ReadEnd(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object
            || !body.TryGetProperty("backend_id", out var id) || id.ValueKind != JsonValueKind.String || !BackendId.TryParse(id.GetString(), out var backend))
        {
            return new ExecutorWord.Rubbish("a TerminateEvent names a backend_id");
        }

        var hasCode = body.TryGetProperty("exit_code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out _);
        return new ExecutorWord.Ended(backend, hasCode ? code.GetInt32() : null);
    }

    private static ExecutorWord ReadMetrics(JsonElement body)
    {
        var metrics = body.Deserialize(ExecutorJson.Default.ExecutorMetrics);
        return metrics?.Backend is { } backend ? new ExecutorWord.Measured(backend, metrics) : new ExecutorWord.Rubbish("a MetricsMessage names a backend_id");
    }
}
