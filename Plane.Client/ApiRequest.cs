using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Plane.Client;

/// <summary>A request that can be sent more than once.</summary>
/// <param name="Path">Relative, without a slash in front; names in it are escaped.</param>
/// <param name="IsRepeatable">Sent twice it does what it does sent once.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path, bool IsRepeatable)
{
    private static readonly byte[] Nothing = "null"u8.ToArray();
    private byte[]? _body;

    /// <summary>Becomes <c>Idempotency-Key</c>.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Becomes <c>Last-Event-ID</c>.</summary>
    public string? LastEventId { get; init; }

    /// <summary>Media type that the answer shall have.</summary>
    public string Accept { get; init; } = "application/json";

    public static ApiRequest Get(string path) => new(HttpMethod.Get, path, IsRepeatable: true);

    /// <summary>With a body that says nothing: one without is sent again by .NET itself when its connection closes before the answer, whether that is safe or not.</summary>
    public static ApiRequest Post(string path, bool isRepeatable) => new(HttpMethod.Post, path, isRepeatable) { _body = Nothing };

    public static ApiRequest Post<T>(string path, T body, JsonTypeInfo<T> json, bool isRepeatable) =>
        Post(path, isRepeatable) with { _body = JsonSerializer.SerializeToUtf8Bytes(body, json) };

    public static ApiRequest Put<T>(string path, T body, JsonTypeInfo<T> json, bool isRepeatable) =>
        Post(path, body, json, isRepeatable) with { Method = HttpMethod.Put };

    /// <param name="parameters">Those that are null are left out.</param>
    public static string Query(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
            {
                path = $"{path}{separator}{name}={Uri.EscapeDataString(value)}";
                separator = '&';
            }
        }

        return path;
    }

    /// <param name="bearer">Null for none; it is for the guarded half of the API only (HTTP API §1.13).</param>
    public HttpRequestMessage Message(string? bearer)
    {
        var message = new HttpRequestMessage(Method, new Uri(Path, UriKind.Relative));
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Accept));
        if (bearer is not null && Path.StartsWith("ctrl/", StringComparison.Ordinal))
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        Add(message, "Idempotency-Key", IdempotencyKey);
        Add(message, "Last-Event-ID", LastEventId);
        if (_body is not null)
        {
            message.Content = new ByteArrayContent(_body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        return message;
    }

    private static void Add(HttpRequestMessage message, string name, string? value)
    {
        if (value is not null)
        {
            message.Headers.Add(name, value);
        }
    }
}
