using Plane.Contracts.Http;
using Plane.Controller.Api.Errors;

namespace Plane.Controller.Api.Aliveness;

/// <summary>Why a drone could not be asked.</summary>
internal static class DroneFaults
{
    public static ApiError Silent { get; } = Unhealthy("The backend's drone does not answer");

    public static ApiError Between { get; } = Unhealthy("The backend's drone does not run it at the moment: it may be taking it back");

    private static ApiError Unhealthy(string message) => new(StatusCodes.Status503ServiceUnavailable, ErrorKind.KeyHeldUnhealthy, message, TimeSpan.FromSeconds(1));
}
