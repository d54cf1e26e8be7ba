using System.Text.Json;

namespace Plane.Tests.Controller.Description;

/// <summary>The OpenAPI document of a controller, as a client reads it.</summary>
internal sealed class ApiDescription(JsonElement document)
{
    private readonly SchemaCheck _check = new(document);

    public static async Task<ApiDescription> ReadAsync(HttpClient http) =>
        new(JsonElement.Parse(await http.GetStringAsync("/openapi/v1.json")));

    /// <summary>Every operation: <c>GET /pub/health</c> and what is said of it.</summary>
    public IEnumerable<(string Name, JsonElement Operation)> Operations =>
        from path in document.GetProperty("paths").EnumerateObject()
        from method in path.Value.EnumerateObject()
        select ($"{method.Name.ToUpperInvariant()} {path.Name}", method.Value);

    /// <summary>Every answer that is foreseen: operation, status and media type.</summary>
    public IEnumerable<string> Answers =>
        from one in Operations
        from response in one.Operation.GetProperty("responses").EnumerateObject()
        where response.Name != "default"
        where response.Value.TryGetProperty("content", out _)
        from content in response.Value.GetProperty("content").EnumerateObject()
        select $"{one.Name} {response.Name} {content.Name}";

    /// <summary>What is wrong with an answer.</summary>
    /// <param name="name">Of the operation, as in <see cref="Operations"/>.</param>
    /// <param name="text">The body; of a stream, its items.</param>
    public IEnumerable<string> FaultsOf(string name, int status, string mediaType, params IReadOnlyList<string> text)
    {
        var responses = Operations.Single(one => one.Name == name).Operation.GetProperty("responses");
        if (!responses.TryGetProperty($"{status}", out var response) && !responses.TryGetProperty("default", out response))
        {
            return [$"{name}: no answer {status} is described"];
        }

        return response.GetProperty("content").TryGetProperty(mediaType, out var content)
            ? text.SelectMany(item => FaultsOf(content, mediaType, item)).Select(fault => $"{name} {status}: {fault}")
            : [$"{name} {status}: no {mediaType} is described"];
    }

    /// <summary>What is wrong with a request's body; nothing where none is described.</summary>
    public IEnumerable<string> FaultsOfBody(string name, string body)
    {
        var operation = Operations.Single(one => one.Name == name).Operation;
        return operation.TryGetProperty("requestBody", out var described)
            ? _check.FaultsOf(JsonElement.Parse(body), described.GetProperty("content").GetProperty("application/json").GetProperty("schema"))
            : [];
    }

    private IEnumerable<string> FaultsOf(JsonElement content, string mediaType, string item)
    {
        if (content.TryGetProperty("x-itemSchema", out var items))
        {
            var schema = mediaType == "text/event-stream" ? items.GetProperty("properties").GetProperty("data").GetProperty("contentSchema") : items;
            return _check.FaultsOf(JsonElement.Parse(item), schema);
        }

        return mediaType == "application/json" ? _check.FaultsOf(JsonElement.Parse(item), content.GetProperty("schema")) : [];
    }
}
