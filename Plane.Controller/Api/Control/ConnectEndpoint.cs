using Plane.Contracts.Json;
using Plane.Controller.Api.Errors;
using Plane.Controller.Connect;

namespace Plane.Controller.Api.Control;

/// <summary><c>POST /ctrl/connect</c> (HTTP API §1.5).</summary>
internal sealed class ConnectEndpoint(ConnectBody body, Connector connector, ConnectOrders orders, PublicAddress address, ErrorAnswers answers)
{
    public async Task AnswerAsync(HttpContext context)
    {
        var token = context.RequestAborted;
        var (idempotency, badHeader) = ConnectBody.IdempotencyOf(context.Request);
        var (request, error) = await body.ReadAsync(context.Request, token);
        if ((badHeader ?? error) is { } wrong)
        {
            await answers.WriteAsync(context, wrong);
            return;
        }

        var outcome = await connector.ConnectAsync(orders.Of(request!, idempotency), token);
        if (outcome.Fault is { } fault)
        {
            await answers.WriteAsync(context, ApiError.Of(fault));
            return;
        }

        await context.Response.WriteAsJsonAsync(ConnectResponses.Of(outcome.Connected!, address.Of(context.Request)), HttpJson.Default.ConnectResponse, contentType: null, token);
    }
}
