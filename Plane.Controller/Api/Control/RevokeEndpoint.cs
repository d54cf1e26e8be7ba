using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Rules;
using Plane.Domain.Identity;
using Plane.State.Tokens;

namespace Plane.Controller.Api.Control;

/// <summary>
/// <c>POST /ctrl/b/revoke</c> and <c>POST /ctrl/revoke</c> (HTTP API §1.7): the same answer whether anything matched or not. Proxies learn of it by their own
/// watch, and end what the user has open (Q6). Tokens made without a user, and static ones, cannot be revoked.
/// </summary>
internal sealed class RevokeEndpoint(JsonBody bodies, RevocationsStore revocations, ErrorAnswers answers)
{
    private static readonly ApiError Failed = new(StatusCodes.Status500InternalServerError, ErrorKind.Other, "Failed to revoke token", TimeSpan.FromSeconds(1));

    public async Task AnswerAsync(HttpContext context)
    {
        var token = context.RequestAborted;
        var (request, error) = await bodies.ReadAsync(context.Request, HttpJson.Default.RevokeRequest, token);
        if ((error ?? FaultOf(request!) ?? await RevokeAsync(request!, token)) is { } fault)
        {
            await answers.WriteAsync(context, fault);
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("\"Token revoked successfully\"", token);
    }

    private static ApiError? FaultOf(RevokeRequest request) =>
        ValueRules.BackendId(request.BackendId, "$.backend_id").Concat(ValueRules.Length(request.User, "$.user")).FirstOrDefault() is { } fault
            ? ApiError.Bad(fault.Message)
            : null;

    private async Task<ApiError?> RevokeAsync(RevokeRequest request, CancellationToken token) =>
        (await revocations.RevokeAsync(BackendId.Parse(request.BackendId), request.User, token)).IsStored ? null : Failed;
}
