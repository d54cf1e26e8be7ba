using Plane.Contracts.Interactive;
using Plane.Contracts.Json;

namespace Plane.Controller.Api.Interactive.Http;

/// <summary>Errors below <c>/api</c> have a body of their own (interactive API §1).</summary>
internal static class InteractiveErrors
{
    public static Task WriteAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new InteractiveErrorResponse(status, message), InteractiveJson.Default.InteractiveErrorResponse, contentType: null, context.RequestAborted);
    }
}
