using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Plane.Contracts.Http;

namespace Plane.Client;

/// <summary>What an answer says.</summary>
internal static class AnswerReader
{
    /// <exception cref="UnexpectedAnswerException">It cannot be read.</exception>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> json, CancellationToken token)
        where T : class
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync(json, token) ?? throw new UnexpectedAnswerException(answer.StatusCode);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw new UnexpectedAnswerException(answer.StatusCode, null, cause);
        }
    }

    public static async Task<Exception> ErrorOfAsync(HttpResponseMessage answer, TimeProvider time, CancellationToken token)
    {
        var wait = RetryAfterOf(answer, time);
        try
        {
            var body = JsonElement.Parse(await answer.Content.ReadAsStringAsync(token));
            var kind = Enum.TryParse<ErrorKind>(body.GetProperty("kind").GetString(), out var known) ? known : ErrorKind.Other;
            var error = new ErrorResponse(body.GetProperty("id").GetString()!, kind, body.GetProperty("message").GetString()!);
            return new PlaneApiException(answer.StatusCode, error, wait);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or KeyNotFoundException or HttpRequestException or IOException)
        {
            return new UnexpectedAnswerException(answer.StatusCode, wait, cause);
        }
    }

    private static TimeSpan? RetryAfterOf(HttpResponseMessage answer, TimeProvider time) => answer.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } when date - time.GetUtcNow() is { Ticks: > 0 } wait => wait,
        { Date: not null } => TimeSpan.Zero,
        _ => null,
    };
}
