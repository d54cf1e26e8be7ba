using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Plane.Controller.Api.Errors;

namespace Plane.Controller.Api.Control;

/// <summary>Reads the body of a request of <c>/ctrl</c>.</summary>
internal static class JsonBody
{
    /// <returns>The request, or what is wrong with it; the message begins with the JSON path.</returns>
    public static async Task<(T? Request, ApiError? Error)> ReadAsync<T>(HttpRequest http, JsonTypeInfo<T> type, CancellationToken token)
        where T : class
    {
        if (!http.HasJsonContentType())
        {
            return (null, ApiError.Bad("$: Content-Type application/json is expected."));
        }

        try
        {
            var request = await JsonSerializer.DeserializeAsync(http.Body, type, token);
            return request is null ? (null, ApiError.Bad("$: an object is expected")) : (request, null);
        }
        catch (JsonException exception)
        {
            return (null, ApiError.Bad($"{JsonFaults.PathOf(exception)}: {JsonFaults.ProblemOf(exception)}"));
        }
    }
}
