using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Plane.Controller.Api.Errors;

namespace Plane.Controller.Api.Control;

/// <summary>Reads the body of a request of <c>/ctrl</c>, in bounded time and, over all requests, in bounded memory.</summary>
internal sealed class JsonBody(BodyBudget budget, ControllerOptions options, TimeProvider clock)
{
    private static readonly ApiError TooMuch = new(StatusCodes.Status503ServiceUnavailable, Contracts.Http.ErrorKind.Other, "$: too much is being sent at once.", TimeSpan.FromSeconds(1));

    private ApiError TooSlow => new(StatusCodes.Status408RequestTimeout, Contracts.Http.ErrorKind.Other, $"$: the body did not arrive within {options.BodySeconds} s.");

    /// <returns>The request, or what is wrong with it; the message begins with the JSON path.</returns>
    public async Task<(T? Request, ApiError? Error)> ReadAsync<T>(HttpRequest http, JsonTypeInfo<T> type, CancellationToken token)
        where T : class
    {
        if (!http.HasJsonContentType())
        {
            return (null, ApiError.Bad("$: Content-Type application/json is expected."));
        }

        using var body = new BodyBuffer(budget);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(options.BodySeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        try
        {
            return await body.FillAsync(http.Body, either.Token) ? Parse(body.Written, type) : (null, TooMuch);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !token.IsCancellationRequested)
        {
            return (null, TooSlow);
        }
    }

    /// <returns>The request, or what is wrong with it; the message begins with the JSON path.</returns>
    public static (T? Request, ApiError? Error) Parse<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        if (!Utf8.IsValid(body))
        {
            return (null, ApiError.Bad("$: the body is not UTF-8"));
        }

        try
        {
            var request = JsonSerializer.Deserialize(body, type);
            return request is null ? (null, ApiError.Bad("$: an object is expected")) : (request, null);
        }
        catch (JsonException exception)
        {
            return (null, ApiError.Bad($"{JsonFaults.PathOf(exception)}: {JsonFaults.ProblemOf(exception)}"));
        }
    }
}
