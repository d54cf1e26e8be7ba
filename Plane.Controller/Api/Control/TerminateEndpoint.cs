using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Statuses;
using Plane.Controller.Lifecycle;
using Plane.Domain.Backends;

namespace Plane.Controller.Api.Control;

/// <summary><c>POST …/b/{backend}/soft-terminate</c> and <c>…/hard-terminate</c> (HTTP API §1.6): any body, answered <c>null</c> once the intent stands.</summary>
internal sealed class TerminateEndpoint(BackendViews views, Terminations terminations, ErrorAnswers answers)
{
    public async Task AnswerAsync(HttpContext context, string backend, string? cluster, TerminationKind kind)
    {
        if (await FaultAsync(backend, cluster, kind, context.RequestAborted) is { } fault)
        {
            await answers.WriteAsync(context, fault);
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("null", context.RequestAborted);
    }

    private async Task<ApiError?> FaultAsync(string backend, string? cluster, TerminationKind kind, CancellationToken token)
    {
        if (PathRules.FaultOf(backend, cluster) is { } fault)
        {
            return fault;
        }

        if (views.Find(backend, cluster) is not { } seen)
        {
            return ApiError.BackendUnknown;
        }

        return await terminations.RequestAsync(seen.Value, kind, token) ? null : ApiError.StoreSilent;
    }
}
