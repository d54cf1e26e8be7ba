using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Docker.DotNet.Wire;

namespace Docker.DotNet.Transport;

/// <summary>One request to the engine. <see cref="Path"/> is below the version, without a leading slash, escaped.</summary>
internal sealed class ApiCall(HttpMethod method, string path)
{
    private readonly List<KeyValuePair<string, string>> _headers = [];
    private Func<HttpContent> _content;

    public string Path { get; } = path;

    public QueryString Query { get; } = new();

    public Missing Missing { get; init; }

    /// <summary>The engine may take its time (stop, restart, wait): the client's default timeout does not apply.</summary>
    public bool Untimed { get; init; }

    public static ApiCall Get(string path, Missing missing = Missing.Unspecific) => new(HttpMethod.Get, path) { Missing = missing };

    public static ApiCall Post(string path, Missing missing = Missing.Unspecific) => new(HttpMethod.Post, path) { Missing = missing };

    public static ApiCall Delete(string path, Missing missing = Missing.Unspecific) => new(HttpMethod.Delete, path) { Missing = missing };

    public ApiCall WithJson<T>(T body, JsonTypeInfo<T> type)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        _content = () => new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return this;
    }

    public ApiCall WithTar(Stream tar)
    {
        _content = () => new StreamContent(tar) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-tar") } };
        return this;
    }

    public ApiCall WithHeaders(IEnumerable<KeyValuePair<string, string>> headers)
    {
        _headers.AddRange(headers ?? []);
        return this;
    }

    public HttpRequestMessage ToRequest(Uri root)
    {
        var request = new HttpRequestMessage(method, new Uri(root, Path + Query)) { Content = _content?.Invoke() };
        foreach (var (name, value) in _headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
