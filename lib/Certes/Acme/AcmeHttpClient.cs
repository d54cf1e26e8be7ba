using System.Net.Http.Headers;
using System.Text.Json;
using Certes.Jws;
using Directory = Certes.Acme.Resource.Directory;

namespace Certes.Acme;

/// <summary>Speaks HTTP with one ACME server, and keeps the nonce of each answer for the next request (RFC 8555 §6.5).</summary>
public class AcmeHttpClient : IAcmeHttpClient
{
    private const string NonceHeader = "Replay-Nonce";
    private static readonly MediaTypeHeaderValue JoseJson = new("application/jose+json");
    private static readonly Lazy<HttpClient> Shared = new(() => new HttpClient());
    private static readonly string Agent = "Certes/" + typeof(AcmeHttpClient).Assembly.GetName().Version;

    private readonly Uri _directoryUri;
    private readonly HttpClient _http;
    private Uri _newNonce;
    private string _nonce;

    public AcmeHttpClient(Uri directoryUri, HttpClient http = null)
    {
        _directoryUri = directoryUri;
        _http = http ?? Shared.Value;
    }

    public async Task<string> ConsumeNonce()
    {
        while (true)
        {
            if (Interlocked.Exchange(ref _nonce, null) is { } nonce)
            {
                return nonce;
            }

            _newNonce ??= (await Get<Directory>(_directoryUri)).Resource?.NewNonce ?? throw new AcmeException($"{_directoryUri} names no newNonce.");
            using var request = new HttpRequestMessage(HttpMethod.Head, _newNonce);
            using var response = await SendAsync(request);
            if (!response.Headers.Contains(NonceHeader))
            {
                throw new AcmeException($"{_newNonce} gave no nonce; it answered {(int)response.StatusCode}.");
            }
        }
    }

    public async Task<AcmeHttpResponse<T>> Post<T>(Uri uri, object payload)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(JwsJson.ToUtf8(payload)) };
        request.Content.Headers.ContentType = JoseJson;
        using var response = await SendAsync(request);
        return await ReadAsync<T>(uri, response);
    }

    public async Task<AcmeHttpResponse<T>> Get<T>(Uri uri)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        using var response = await SendAsync(request);
        return await ReadAsync<T>(uri, response);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        var response = await _http.SendAsync(request);
        if (response.Headers.TryGetValues(NonceHeader, out var nonces))
        {
            Volatile.Write(ref _nonce, nonces.Last());
        }

        return response;
    }

    private static async Task<AcmeHttpResponse<T>> ReadAsync<T>(Uri uri, HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        if (!response.IsSuccessStatusCode)
        {
            return new AcmeHttpResponse<T>(null, default, isJson ? Problem(uri, text, response) : throw Failure(uri, response), []);
        }

        var resource = typeof(T) == typeof(string) ? (T)(object)text : isJson && text.Length > 0 ? Parse<T>(uri, text) : default;
        return new AcmeHttpResponse<T>(response.Headers.Location, resource, null, [.. Alternates(uri, response)]);
    }

    private static AcmeError Problem(Uri uri, string text, HttpResponseMessage response)
    {
        var problem = Parse<AcmeError>(uri, text);
        if (problem.Status == default)
        {
            problem.Status = response.StatusCode;
        }

        return problem;
    }

    private static T Parse<T>(Uri uri, string text)
    {
        try
        {
            return JwsJson.Parse<T>(text) ?? throw new AcmeException($"{uri} answered null.");
        }
        catch (JsonException exception)
        {
            throw new AcmeException($"What {uri} answered is no {typeof(T).Name}.", exception);
        }
    }

    private static AcmeException Failure(Uri uri, HttpResponseMessage response) =>
        new($"{uri} answered {(int)response.StatusCode} without saying why.", new HttpRequestException(response.ReasonPhrase, null, response.StatusCode));

    /// <summary>RFC 8288: <c>Link: &lt;url&gt;;rel="alternate"</c>, in one header or several.</summary>
    private static IEnumerable<Uri> Alternates(Uri uri, HttpResponseMessage response) =>
        from header in response.Headers.TryGetValues("Link", out var links) ? links : []
        from link in header.Split(',')
        let end = link.IndexOf('>', StringComparison.Ordinal)
        where end > 0 && link[end..].Replace(" ", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).Contains(";rel=alternate", StringComparison.OrdinalIgnoreCase)
        select new Uri(uri, link[(link.IndexOf('<', StringComparison.Ordinal) + 1)..end]);
}
