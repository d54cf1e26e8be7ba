using Microsoft.Net.Http.Headers;
using Plane.Controller.Api.Spawn;

namespace Plane.Controller.Api.Public;

/// <summary>Lets any page read <c>/pub</c> (HTTP API §1.1) and the states of HTTP spawning (NATS API §13); nothing else gets such headers.</summary>
internal sealed class CrossOrigin(RequestDelegate next)
{
    private const string Varies = "origin, access-control-request-method, access-control-request-headers";

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(SpawnDoor.IsUsedBy(context) ? "/backend" : "/pub", StringComparison.Ordinal))
        {
            return next(context);
        }

        var headers = context.Response.Headers;
        headers.Vary = Varies;
        headers.AccessControlAllowOrigin = "*";
        if (!IsPreflight(context.Request))
        {
            return next(context);
        }

        headers.AccessControlAllowMethods = "GET,POST";
        headers.AccessControlAllowHeaders = "content-type";
        context.Response.StatusCode = StatusCodes.Status200OK;
        return Task.CompletedTask;
    }

    private static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod);
}
