using System.Globalization;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Domain.Identity;

namespace Plane.Controller.Api.Errors;

/// <summary>Writes the one error body of the API; the log has the cause under the same id.</summary>
internal sealed class ErrorAnswers(Entropy entropy, ILogger<ErrorAnswers> log)
{
    private const int IdLength = 14;

    /// <param name="cause">For the log only; null where the message says it all.</param>
    public async Task WriteAsync(HttpContext context, ApiError error, Exception? cause = null)
    {
        var id = entropy.Letters(IdLength);
        if (error.IsState)
        {
            // Asked for over and over while the controller starts; the contact's own log says when NATS is lost, and that it is back.
            log.Unhealthy(id, error.Message);
        }
        else if (error.Kind == ErrorKind.KeyHeldUnhealthy)
        {
            // Daily, and mended by the lease: nobody need act.
            log.Refused(cause, id, error.Kind, error.Status);
        }
        else if (error.Status >= StatusCodes.Status500InternalServerError)
        {
            log.Failed(cause, id, error.Kind, error.Message);
        }
        else
        {
            log.Refused(cause, id, error.Kind, error.Status);
        }

        context.Response.StatusCode = error.Status;
        if (error.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsJsonAsync(new ErrorResponse(id, error.Kind, error.Message), HttpJson.Default.ErrorResponse, contentType: null, context.RequestAborted);
    }
}
