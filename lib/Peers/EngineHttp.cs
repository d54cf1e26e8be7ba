using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Peers;

/// <summary>HTTP to an engine, of scheme unix or tcp; whatever is refused throws, with the engine's own words.</summary>
internal sealed class EngineHttp(Uri engine) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectCallback = (_, cancellation) => ConnectAsync(engine, cancellation) })
    {
        BaseAddress = new Uri("http://localhost/"),
        Timeout = TimeSpan.FromMinutes(2),
    };

    public static Socket Connect(Uri engine)
    {
        var socket = Open(engine);
        try
        {
            socket.Connect(Address(engine));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Null when there is no such thing.</summary>
    public async Task<JsonNode?> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null : JsonNode.Parse(await ReadAsync(response, path, cancellationToken));
    }

    public async Task PostAsync(string path, HttpContent? content, string? registryAuth, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (registryAuth is not null)
        {
            request.Headers.Add("X-Registry-Auth", registryAuth);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        await ReadAsync(response, path, cancellationToken);
    }

    /// <summary>What is not there, or on its way out already, is fine.</summary>
    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.DeleteAsync(new Uri(path, UriKind.Relative), cancellationToken);
        if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Conflict))
        {
            await ReadAsync(response, path, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    // Imports and pushes fail inside a 200 as well, on a line of their own.
    private static async Task<string> ReadAsync(HttpResponseMessage response, string path, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode && !body.Contains("\"errorDetail\"", StringComparison.Ordinal)
            ? body
            : throw new InvalidOperationException($"Docker refused {path}: {(int)response.StatusCode} {body}");
    }

    private static EndPoint Address(Uri engine) => engine.Scheme == "unix"
        ? new UnixDomainSocketEndPoint(engine.AbsolutePath)
        : new DnsEndPoint(engine.Host, engine.Port);

    private static Socket Open(Uri engine) => engine.Scheme == "unix"
        ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        : new Socket(SocketType.Stream, ProtocolType.Tcp);

    private static async ValueTask<Stream> ConnectAsync(Uri engine, CancellationToken cancellationToken)
    {
        var socket = Open(engine);
        try
        {
            await socket.ConnectAsync(Address(engine), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }
}
