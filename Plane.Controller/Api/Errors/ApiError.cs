using Plane.Contracts.Http;
using Plane.Controller.Connect;

namespace Plane.Controller.Api.Errors;

/// <summary>An error as HTTP knows it.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="RetryAfter">Becomes <c>Retry-After</c>, in whole seconds; null for none.</param>
internal sealed record ApiError(int Status, ErrorKind Kind, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>Tells the state that was asked for; the request itself did not fail.</summary>
    public bool IsState { get; init; }

    public static ApiError BackendUnknown { get; } = new(StatusCodes.Status404NotFound, ErrorKind.NotFound, "Backend does not exist");

    public static ApiError BackendEnded { get; } = new(StatusCodes.Status410Gone, ErrorKind.NotFound, "Backend has ended");

    public static ApiError DroneUnknown { get; } = new(StatusCodes.Status404NotFound, ErrorKind.NotFound, "Drone does not exist");

    public static ApiError KeyUnheld { get; } = new(StatusCodes.Status404NotFound, ErrorKind.NotFound, "Key is not held");

    public static ApiError StoreSilent { get; } =
        new(StatusCodes.Status503ServiceUnavailable, ErrorKind.DatabaseError, "Database error", TimeSpan.FromSeconds(1));

    public static ApiError Internal { get; } = new(StatusCodes.Status500InternalServerError, ErrorKind.Other, "Internal error.");

    public static ApiError Bad(string message, ErrorKind kind = ErrorKind.Other) => new(StatusCodes.Status400BadRequest, kind, message);

    /// <summary>HTTP API §1.5.4, and 503 where another try makes sense.</summary>
    public static ApiError Of(ConnectFault fault) => new(StatusOf(fault.Kind), fault.Kind, fault.Message, fault.RetryAfter);

    private static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.KeyUnheldNoSpawnConfig or ErrorKind.KeyHeld or ErrorKind.FailedToRemoveKey => StatusCodes.Status409Conflict,
        ErrorKind.KeyHeldUnhealthy or ErrorKind.DatabaseError => StatusCodes.Status503ServiceUnavailable,
        ErrorKind.NoClusterProvided or ErrorKind.InvalidClusterName => StatusCodes.Status400BadRequest,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status500InternalServerError,
    };
}
