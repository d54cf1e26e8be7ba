using Plane.Contracts.Http;
using Plane.Contracts.Json;

namespace Plane.Client;

/// <summary>
/// A Plane controller's HTTP API. One instance serves a whole program, from any number of threads. A user name in the controller's URL is sent as
/// bearer token with what goes to <c>/ctrl</c>. Every method throws <see cref="PlaneApiException"/> where the controller refuses,
/// <see cref="UnexpectedAnswerException"/> where something else answers, and <see cref="HttpRequestException"/> where nothing does; what can be
/// repeated safely has been by then.
/// </summary>
public sealed partial class PlaneClient : IDisposable
{
    private readonly PlaneClientOptions _options;
    private readonly ApiChannel _channel;

    /// <param name="controller">E.g. <c>http://localhost:8080</c> or <c>https://TOKEN@plane.example/prefix</c>.</param>
    /// <param name="options">Null for <see cref="PlaneClientOptions.Default"/>.</param>
    public PlaneClient(Uri controller, PlaneClientOptions? options = null)
        : this(controller, options ?? PlaneClientOptions.Default, new Random())
    {
    }

    /// <param name="random">Spreads repetitions.</param>
    internal PlaneClient(Uri controller, PlaneClientOptions options, Random random)
    {
        ArgumentNullException.ThrowIfNull(controller);
        if (!controller.IsAbsoluteUri || controller.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException($"'{controller}' is not an http or https URL.", nameof(controller));
        }

        _options = options;
        _channel = new ApiChannel(controller, options, random);
    }

    /// <summary>Where the controller answers, without the token.</summary>
    public Uri Controller => _channel.Address;

    /// <summary>
    /// The backend of a key, started if the key has none. A request with a key may be repeated as it is: it finds the same backend. One without gets an
    /// <c>Idempotency-Key</c>, so that it does too.
    /// </summary>
    /// <param name="idempotencyKey">For a request without a key: what it is called, 1 to 255 characters that could name a relative folder, where it may have to be repeated by another process. Null for a random one.</param>
    public Task<ConnectResponse> ConnectAsync(ConnectRequest request, string? idempotencyKey = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var post = ApiRequest.Post("ctrl/connect", request, HttpJson.Default.ConnectRequest, isRepeatable: true);
        return _channel.AskAsync(
            request.Key is null ? post with { IdempotencyKey = idempotencyKey ?? Guid.NewGuid().ToString("N") } : post, HttpJson.Default.ConnectResponse, token);
    }

    /// <summary>Version and commit of the controller.</summary>
    public Task<ControllerStatusResponse> ControllerStatusAsync(CancellationToken token = default) =>
        _channel.AskAsync(ApiRequest.Get("ctrl/status"), HttpJson.Default.ControllerStatusResponse, token);

    /// <summary>Returns where a connect would be answered; throws as every method does where it would not.</summary>
    public Task<HealthResponse> HealthAsync(CancellationToken token = default) =>
        _channel.AskAsync(ApiRequest.Get("pub/health"), HttpJson.Default.HealthResponse, token);

    public void Dispose() => _channel.Dispose();

    private static string Part(string name)
    {
        // "." and ".." would be taken for steps in the path, escaped or not.
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name is "." or ".." ? throw new ArgumentException($"'{name}' names nothing.", nameof(name)) : Uri.EscapeDataString(name);
    }
}
