using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Controller.Api.Errors;
using Plane.Domain.Backends;

namespace Plane.Controller.Api.Control;

/// <summary>Reads and checks what a connect consists of.</summary>
internal sealed class ConnectBody(JsonBody bodies)
{
    /// <summary>Names the request, so that its repetition finds the same backend.</summary>
    public const string IdempotencyHeader = "Idempotency-Key";

    private const int MaxIdempotencyKey = 255;

    /// <returns>The request, or what is wrong with it; the message begins with the JSON path.</returns>
    public async Task<(ConnectRequest? Request, ApiError? Error)> ReadAsync(HttpRequest http, CancellationToken token)
    {
        var (request, error) = await bodies.ReadAsync(http, HttpJson.Default.ConnectRequest, token);
        return request is null ? (null, error) : FaultOf(request) is { } fault ? (null, fault) : (request, null);
    }

    /// <summary>The <c>Idempotency-Key</c> header, with or without the quotation marks of a structured field.</summary>
    /// <returns>Null and no error where there is none.</returns>
    public static (string? Key, ApiError? Error) IdempotencyOf(HttpRequest http)
    {
        var values = http.Headers[IdempotencyHeader];
        if (values.Count == 0)
        {
            return (null, null);
        }

        var text = values.ToString();
        var key = text is ['"', .. var inner, '"'] ? inner : text;

        // It becomes a key's name, which may become the name of a mounted folder.
        return values.Count == 1 && key.Length is > 0 and <= MaxIdempotencyKey && MountFolder.IsValid(key)
            ? (key, null)
            : (null, ApiError.Bad($"{IdempotencyHeader}: one value of 1 to {MaxIdempotencyKey} characters that could name a relative folder is expected"));
    }

    /// <returns>Null where all is well.</returns>
    public static ApiError? FaultOf(ConnectRequest request) => ConnectRules.FaultsOf(request).FirstOrDefault() is { } fault ? ApiError.Bad(fault.Message, fault.Kind) : null;
}
