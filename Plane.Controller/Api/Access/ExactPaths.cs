using Microsoft.AspNetCore.Routing.Patterns;

namespace Plane.Controller.Api.Access;

/// <summary>
/// Serves the API's paths as they are spelled only. Routing would take <c>/ctrl/CONNECT</c> and <c>/ctrl/connect/</c> for <c>/ctrl/connect</c> too, and an
/// authority in front that decides by path would decide about another path than the one that is served.
/// </summary>
internal sealed class ExactPaths(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is RouteEndpoint endpoint && !IsExact(endpoint.RoutePattern, context.Request.Path.Value ?? ""))
        {
            // The error frame gives it its body.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(context);
    }

    private static bool IsExact(RoutePattern pattern, string path)
    {
        if (pattern.PathSegments is not [{ IsSimple: true, Parts: [RoutePatternLiteralPart { Content: "ctrl" or "pub" }] }, ..])
        {
            return true;
        }

        var segments = path.Split('/').Skip(1).ToList();
        return segments.Count == pattern.PathSegments.Count
            && pattern.PathSegments.Zip(segments).All(static pair => pair.First is not { IsSimple: true, Parts: [RoutePatternLiteralPart literal] } || literal.Content == pair.Second);
    }
}
