using System.Text.Json;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Controller.Api.Errors;

namespace Plane.Controller.Api.Control;

/// <summary>Reads and checks the body of a connect.</summary>
internal static class ConnectBody
{
    /// <returns>The request, or what is wrong with it; the message begins with the JSON path.</returns>
    public static async Task<(ConnectRequest? Request, ApiError? Error)> ReadAsync(HttpRequest http, CancellationToken token)
    {
        if (!http.HasJsonContentType())
        {
            return (null, ApiError.Bad("$: Content-Type application/json is expected."));
        }

        try
        {
            var request = await JsonSerializer.DeserializeAsync(http.Body, HttpJson.Default.ConnectRequest, token);
            return request is null ? (null, ApiError.Bad("$: an object is expected")) : Check(request);
        }
        catch (JsonException exception)
        {
            return (null, ApiError.Bad($"{JsonFaults.PathOf(exception)}: {JsonFaults.ProblemOf(exception)}"));
        }
    }

    private static (ConnectRequest? Request, ApiError? Error) Check(ConnectRequest request) =>
        ConnectRules.FaultsOf(request).FirstOrDefault() is { } fault ? (null, ApiError.Bad(fault.Message, fault.Kind)) : (request, null);
}
