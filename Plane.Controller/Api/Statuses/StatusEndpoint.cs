using Plane.Contracts.Json;
using Plane.Controller.Api.Errors;

namespace Plane.Controller.Api.Statuses;

/// <summary><c>GET …/b/{backend}/status</c> (HTTP API §1.10), from the view alone.</summary>
internal sealed class StatusEndpoint(BackendViews views, ErrorAnswers answers)
{
    /// <param name="cluster">Null for the path without one.</param>
    /// <param name="withLog">For <c>/ctrl</c> readers.</param>
    public async Task AnswerAsync(HttpContext context, string backend, string? cluster, bool withLog)
    {
        if (PathRules.FaultOf(backend, cluster) is { } fault)
        {
            await answers.WriteAsync(context, fault);
        }
        else if (views.Find(backend, cluster) is { } seen)
        {
            await context.Response.WriteAsJsonAsync(BackendViews.StatusOf(seen.Entry, withLog), HttpStatusJson.Default.StatusResponse, contentType: null, context.RequestAborted);
        }
        else
        {
            await answers.WriteAsync(context, ApiError.BackendUnknown);
        }
    }
}
