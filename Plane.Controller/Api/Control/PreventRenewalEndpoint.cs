using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Statuses;
using Plane.Controller.Lifecycle;

namespace Plane.Controller.Api.Control;

/// <summary>
/// <c>POST …/b/{backend}/prevent-renewal</c> (HTTP API §3.6): any body, answered <c>null</c> once the intent stands. The backend's drone renews its
/// key no more, so it is asked to stop and then killed at the deadlines of the lease.
/// </summary>
internal sealed class PreventRenewalEndpoint(BackendViews views, Terminations terminations, ErrorAnswers answers)
{
    public async Task AnswerAsync(HttpContext context, string backend, string? cluster)
    {
        if (await FaultAsync(backend, cluster, context.RequestAborted) is { } fault)
        {
            await answers.WriteAsync(context, fault);
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("null", context.RequestAborted);
    }

    private async Task<ApiError?> FaultAsync(string backend, string? cluster, CancellationToken token)
    {
        if (PathRules.FaultOf(backend, cluster) is { } fault)
        {
            return fault;
        }

        if (views.Find(backend, cluster) is not { } seen)
        {
            return ApiError.BackendUnknown;
        }

        return await terminations.PreventRenewalAsync(seen.Value, token) ? null : ApiError.StoreSilent;
    }
}
