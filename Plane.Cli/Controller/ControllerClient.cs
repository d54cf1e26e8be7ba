using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Domain.Backends;

namespace Plane.Cli.Controller;

/// <summary>Speaks the HTTP API. A user name in the URL is sent as a bearer token.</summary>
internal sealed class ControllerClient : IDisposable
{
    private readonly HttpClient _http;

    public ControllerClient(Uri controller)
    {
        _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) })
        {
            BaseAddress = new UriBuilder(controller) { UserName = "", Password = "", Path = "/" }.Uri,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (controller.UserInfo.Length > 0)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Uri.UnescapeDataString(controller.UserInfo));
        }
    }

    public Uri Address => _http.BaseAddress!;

    public async Task<ConnectResponse> ConnectAsync(ConnectRequest request, CancellationToken token)
    {
        using var answer = await _http.PostAsJsonAsync("ctrl/connect", request, HttpJson.Default.ConnectRequest, token);
        return await ReadAsync(answer, HttpJson.Default.ConnectResponse, token);
    }

    public async Task<StatusResponse> StatusAsync(string backend, CancellationToken token)
    {
        using var answer = await _http.GetAsync($"ctrl/b/{Uri.EscapeDataString(backend)}/status", token);
        return await ReadAsync(answer, HttpStatusJson.Default.StatusResponse, token);
    }

    public async Task<BackendListResponse> ListAsync(string query, CancellationToken token)
    {
        using var answer = await _http.GetAsync($"ctrl/backends{query}", token);
        return await ReadAsync(answer, HttpStatusJson.Default.BackendListResponse, token);
    }

    public async Task TerminateAsync(string backend, TerminationKind kind, CancellationToken token)
    {
        var word = TerminationKindConverter.Instance.WordOf(kind);
        using var answer = await _http.PostAsync($"ctrl/b/{Uri.EscapeDataString(backend)}/{word}-terminate", content: null, token);
        await ThrowUnlessGoodAsync(answer, token);
    }

    /// <summary>Every status the backend was in, then each as it is entered, to the end; a stream that breaks off is taken up where it was.</summary>
    public async IAsyncEnumerable<StatusResponse> FollowAsync(string backend, [EnumeratorCancellation] CancellationToken token)
    {
        BackendStatus? last = null;
        while (last != BackendStatus.Terminated)
        {
            await foreach (var status in FollowOnceAsync(backend, last, token))
            {
                last = status.Status;
                yield return status;
                if (last == BackendStatus.Terminated)
                {
                    yield break;
                }
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async IAsyncEnumerable<StatusResponse> FollowOnceAsync(string backend, BackendStatus? after, [EnumeratorCancellation] CancellationToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"pub/b/{Uri.EscapeDataString(backend)}/status-stream");
        if (after is { } status)
        {
            request.Headers.Add("Last-Event-ID", BackendStatusConverter.Instance.WordOf(status));
        }

        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
        await ThrowUnlessGoodAsync(answer, token);
        await using var body = await answer.Content.ReadAsStreamAsync(token);
        var events = SseParser.Create(body, static (_, data) => JsonSerializer.Deserialize(data, HttpStatusJson.Default.StatusResponse));
        await foreach (var item in events.EnumerateAsync(token))
        {
            if (item.Data is { } read)
            {
                yield return read;
            }
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> json, CancellationToken token)
    {
        await ThrowUnlessGoodAsync(answer, token);
        return await answer.Content.ReadFromJsonAsync(json, token) ?? throw new ControllerException(answer.StatusCode, null);
    }

    private static async Task ThrowUnlessGoodAsync(HttpResponseMessage answer, CancellationToken token)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new ControllerException(answer.StatusCode, await ErrorOfAsync(answer, token));
        }
    }

    private static async Task<ErrorResponse?> ErrorOfAsync(HttpResponseMessage answer, CancellationToken token)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync(HttpJson.Default.ErrorResponse, token);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Something in between answered, not the controller: the status code has to do.
            return null;
        }
    }
}
