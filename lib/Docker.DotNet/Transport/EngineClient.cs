using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Docker.DotNet.Wire;

namespace Docker.DotNet.Transport;

/// <summary>
/// Sends calls. Plain ones share pooled connections; a streamed answer has its connection to itself and closes it when it is disposed
/// or its read is cancelled; an attached process gets a connection of its own.
/// </summary>
internal sealed class EngineClient : IDisposable
{
    private static readonly TimeSpan PooledIdle = TimeSpan.FromSeconds(30);

    private readonly EngineEndpoint _endpoint;
    private readonly Credentials _credentials;
    private readonly IReadOnlyDictionary<string, string> _defaultHeaders;
    private readonly HttpMessageInvoker _pooled;
    private readonly Uri _root;

    public EngineClient(EngineEndpoint endpoint, DockerClientConfiguration configuration, Version version)
    {
        _endpoint = endpoint;
        _credentials = configuration.Credentials;
        _defaultHeaders = configuration.DefaultHttpRequestHeaders;
        _root = version is null ? endpoint.BaseUri : new Uri(endpoint.BaseUri, $"v{version}/");
        _pooled = CreateInvoker(opened: null);
        Timeout = configuration.DefaultTimeout;
    }

    /// <summary>How long a timed call may take, its answer included; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> is for ever.</summary>
    public TimeSpan Timeout { get; set; }

    /// <summary>Runs a call whose answer's body does not matter.</summary>
    public async Task<HttpStatusCode> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        using var timed = TimeLimit(call, cancellationToken);
        using var response = await SendAsync(_pooled, call, call.ToRequest(_root), timed.Token);

        // Read to its end, so that the connection goes back to the pool.
        await response.Content.CopyToAsync(Stream.Null, timed.Token);
        return response.StatusCode;
    }

    public async Task<T> ReadAsync<T>(ApiCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var timed = TimeLimit(call, cancellationToken);
        using var response = await SendAsync(_pooled, call, call.ToRequest(_root), timed.Token);
        await using var body = await response.Content.ReadAsStreamAsync(timed.Token);
        return await JsonSerializer.DeserializeAsync(body, type, timed.Token);
    }

    /// <summary>The answer's body as it comes; untimed. Disposing it closes the connection.</summary>
    public async Task<Stream> OpenAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var response = await SendAsync(_pooled, call, call.ToRequest(_root), cancellationToken);
        return await response.Content.ReadAsStreamAsync(CancellationToken.None);
    }

    /// <summary>Reports each JSON value of the answer as it comes, until it ends; untimed.</summary>
    public async Task ReportAsync<T>(ApiCall call, JsonTypeInfo<T> type, IProgress<T> progress, CancellationToken cancellationToken)
    {
        await using var body = await OpenAsync(call, cancellationToken);
        await JsonStream.ReportAsync(body, type, progress, cancellationToken);
    }

    /// <summary>Takes over the connection for the raw streams of a process.</summary>
    public async Task<HijackedStream> HijackAsync(ApiCall call, CancellationToken cancellationToken)
    {
        EngineConnection connection = null;
        var invoker = CreateInvoker(opened => connection = opened);
        try
        {
            var request = call.ToRequest(_root);
            request.Headers.Connection.Add("Upgrade");
            request.Headers.Upgrade.Add(new ProductHeaderValue("tcp"));
            var response = await SendAsync(invoker, call, request, cancellationToken);
            var upgraded = response.StatusCode == HttpStatusCode.SwitchingProtocols;
            return new HijackedStream(await response.Content.ReadAsStreamAsync(cancellationToken), connection, upgraded, invoker);
        }
        catch
        {
            invoker.Dispose();
            throw;
        }
    }

    public void Dispose() => _pooled.Dispose();

    private static bool IsAnswered(HttpStatusCode status) =>
        status is HttpStatusCode.SwitchingProtocols or (>= HttpStatusCode.OK and < HttpStatusCode.BadRequest);

    private HttpMessageInvoker CreateInvoker(Action<EngineConnection> opened)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionIdleTimeout = PooledIdle,
            ActivityHeadersPropagator = null, // the package starts no spans of its own
            MaxResponseDrainSize = 0, // a stream that is given up closes its connection at once
        };
        handler.ConnectCallback = async (_, cancellationToken) =>
        {
            var connection = await _endpoint.ConnectAsync(handler.SslOptions, cancellationToken);
            opened?.Invoke(connection);
            return connection.Stream;
        };
        return new HttpMessageInvoker(_credentials.GetHandler(handler));
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMessageInvoker invoker, ApiCall call, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in _defaultHeaders)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await invoker.SendAsync(request, cancellationToken);
        if (IsAnswered(response.StatusCode))
        {
            return response;
        }

        using (response)
        {
            throw ApiError.From(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken), call.Missing);
        }
    }

    private CancellationTokenSource TimeLimit(ApiCall call, CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!call.Untimed)
        {
            source.CancelAfter(Timeout);
        }

        return source;
    }
}
