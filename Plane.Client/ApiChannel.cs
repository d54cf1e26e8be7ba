using System.Text.Json.Serialization.Metadata;

namespace Plane.Client;

/// <summary>Sends requests, tries again where that is safe, and turns errors into exceptions.</summary>
internal sealed class ApiChannel : IDisposable
{
    private readonly PlaneClientOptions _options;
    private readonly HttpClient _http;
    private readonly string? _bearer;

    public ApiChannel(Uri controller, PlaneClientOptions options, Random random)
    {
        _options = options;
        Policy = new RetryPolicy(options, () => Draw(random));
        _bearer = controller.UserInfo.Length > 0 ? Uri.UnescapeDataString(controller.UserInfo) : null;
        Address = new UriBuilder(controller) { UserName = "", Password = "", Query = "", Fragment = "", Path = controller.AbsolutePath.TrimEnd('/') + "/" }.Uri;
        _http = new HttpClient(options.Handler ?? new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(2) }, disposeHandler: options.Handler is null)
        {
            BaseAddress = Address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Of the controller, without the token.</summary>
    public Uri Address { get; }

    public RetryPolicy Policy { get; }

    /// <exception cref="PlaneApiException">The controller refused.</exception>
    /// <exception cref="UnexpectedAnswerException">Something else answered.</exception>
    /// <exception cref="HttpRequestException">Nothing answered.</exception>
    public async Task<T> AskAsync<T>(ApiRequest request, JsonTypeInfo<T> json, CancellationToken token)
        where T : class =>
        await RepeatAsync(request, answer => AnswerReader.ReadAsync(answer, json, token), token);

    /// <summary>For answers that say nothing beyond that it is done.</summary>
    public async Task OrderAsync(ApiRequest request, CancellationToken token) => await RepeatAsync(request, static _ => Task.FromResult(true), token);

    /// <summary>Headers only, once, within the limit of silence. The caller disposes it.</summary>
    public async Task<HttpResponseMessage> OpenAsync(ApiRequest request, CancellationToken token)
    {
        using var late = new CancellationTokenSource(_options.SilenceLimit, _options.Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(token, late.Token);
        return await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _options.SilenceLimit, ending.Token, token);
    }

    public void Dispose() => _http.Dispose();

    private static double Draw(Random random)
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }

    private async Task<T> RepeatAsync<T>(ApiRequest request, Func<HttpResponseMessage, Task<T>> read, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var late = new CancellationTokenSource(_options.AnswerLimit, _options.Time);
                using var ending = CancellationTokenSource.CreateLinkedTokenSource(token, late.Token);
                using var answer = await SendAsync(request, HttpCompletionOption.ResponseContentRead, _options.AnswerLimit, ending.Token, token);
                return await read(answer);
            }
            catch (Exception failure) when (request.IsRepeatable && Policy.PauseAfter(attempt, failure) is { } pause)
            {
                await Task.Delay(pause, _options.Time, token);
            }
        }
    }

    /// <param name="ending">Cancelled by the caller, or when time is up.</param>
    private async Task<HttpResponseMessage> SendAsync(ApiRequest request, HttpCompletionOption upTo, TimeSpan limit, CancellationToken ending, CancellationToken token)
    {
        using var message = request.Message(_bearer);
        try
        {
            var answer = await _http.SendAsync(message, upTo, ending);
            if (answer.IsSuccessStatusCode)
            {
                return answer;
            }

            using (answer)
            {
                throw await AnswerReader.ErrorOfAsync(answer, _options.Time, ending);
            }
        }
        catch (OperationCanceledException cause) when (!token.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer within {limit.TotalSeconds:0.#} s", cause);
        }
    }
}
