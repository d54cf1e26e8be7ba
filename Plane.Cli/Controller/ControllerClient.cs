using System.Net;
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
internal sealed partial class ControllerClient : IDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public ControllerClient(Uri controller, TimeProvider time)
    {
        _time = time;
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

    /// <summary>Every status the backend was in, then each as it is entered, to the end. A stream that breaks off is taken up where it was.</summary>
    /// <exception cref="HttpRequestException">It could not be taken up for <see cref="Patience.Limit"/>.</exception>
    public async IAsyncEnumerable<StatusResponse> FollowAsync(string backend, [EnumeratorCancellation] CancellationToken token)
    {
        BackendStatus? last = null;
        var patience = new Patience(_time);
        while (true)
        {
            await using var stream = FollowOnceAsync(backend, last, patience, token).GetAsyncEnumerator(token);
            var (status, broken) = await NextAsync(stream, token);
            for (; status is not null; (status, broken) = await NextAsync(stream, token))
            {
                patience.Renew();
                last = status.Status;
                yield return status;
                if (last == BackendStatus.Terminated)
                {
                    yield break;
                }
            }

            if (!await patience.PauseAsync(token))
            {
                throw new HttpRequestException(
                    $"the status of {backend} cannot be followed for {Patience.Limit.TotalSeconds} s now ({broken?.Message ?? "the stream ends each time"}); what was asked for goes on without it", broken);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    /// <returns>Neither at the end of the stream; what went wrong where another try may help.</returns>
    private static async Task<(StatusResponse? Status, Exception? Broken)> NextAsync(IAsyncEnumerator<StatusResponse> stream, CancellationToken token)
    {
        try
        {
            return (await stream.MoveNextAsync() ? stream.Current : null, null);
        }
        catch (Exception exception) when (MayPass(exception) && !token.IsCancellationRequested)
        {
            return (null, exception);
        }
    }

    private static bool MayPass(Exception exception) =>
        exception is HttpRequestException or IOException or OperationCanceledException or ControllerException { Status: >= HttpStatusCode.InternalServerError };

    private async IAsyncEnumerable<StatusResponse> FollowOnceAsync(string backend, BackendStatus? after, Patience patience, [EnumeratorCancellation] CancellationToken token)
    {
        using var answer = await OpenStreamAsync(backend, after, token);
        await ThrowUnlessGoodAsync(answer, token);
        await using var body = await answer.Content.ReadAsStreamAsync(token);
        var opened = _time.GetTimestamp();
        try
        {
            var events = SseParser.Create(body, static (_, data) => JsonSerializer.Deserialize(data, HttpStatusJson.Default.StatusResponse));
            await foreach (var item in events.EnumerateAsync(token))
            {
                if (item.Data is { } read)
                {
                    yield return read;
                }
            }
        }
        finally
        {
            // A backend may say nothing for minutes while its image is pulled: a stream that stood so long was good.
            if (_time.GetElapsedTime(opened) > AnswerLimit)
            {
                patience.Renew();
            }
        }
    }

    /// <summary>The headers come within <see cref="AnswerLimit"/> or not at all; events may take any time.</summary>
    private async Task<HttpResponseMessage> OpenStreamAsync(string backend, BackendStatus? after, CancellationToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"pub/b/{Uri.EscapeDataString(backend)}/status-stream");
        if (after is { } status)
        {
            request.Headers.Add("Last-Event-ID", BackendStatusConverter.Instance.WordOf(status));
        }

        using var late = new CancellationTokenSource(AnswerLimit, _time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(token, late.Token);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ending.Token);
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
