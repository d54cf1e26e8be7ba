using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Peers;

/// <summary>HTTP to the engine at <see cref="DockerEngine.Endpoint"/>; whatever is refused throws, with the engine's own words.</summary>
internal sealed class EngineHttp : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectCallback = ConnectAsync })
    {
        BaseAddress = new Uri("http://localhost/"),
        Timeout = TimeSpan.FromMinutes(2),
    };

    public static Socket Connect()
    {
        var socket = Open();
        try
        {
            socket.Connect(Address());
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

    private static EndPoint Address() => DockerEngine.Endpoint.Scheme == "unix"
        ? new UnixDomainSocketEndPoint(DockerEngine.Endpoint.AbsolutePath)
        : new DnsEndPoint(DockerEngine.Endpoint.Host, DockerEngine.Endpoint.Port);

    private static Socket Open() => DockerEngine.Endpoint.Scheme == "unix"
        ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        : new Socket(SocketType.Stream, ProtocolType.Tcp);

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = Open();
        try
        {
            await socket.ConnectAsync(Address(), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }
}
