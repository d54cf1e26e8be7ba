using System.Net;
using Plane.Contracts.Http;

namespace Plane.Cli.Controller;

/// <summary>The controller answered with an error.</summary>
internal sealed class ControllerException(HttpStatusCode status, ErrorResponse? error)
    : Exception(error?.Message ?? $"What answers there is no controller, or something stands before it: {(int)status} {status}.")
{
    public HttpStatusCode Status => status;

    /// <summary>Null where the answer was not Plane's own.</summary>
    public ErrorResponse? Error => error;
}
