using System.Text;
using Plane.Contracts.Json;
using Plane.Controller.Api.Control;
using Plane.Controller.Api.Interactive.Access;
using Plane.Controller.Api.Interactive.Protocol;

namespace Plane.Controller.Api.Interactive.Calls;

/// <summary><c>connect REQUEST</c>, the body of <c>POST /ctrl/connect</c>: the backend of a key, started if the key has none.</summary>
internal sealed class ConnectAction(ConnectOrders orders, Startup startup) : ICallAction
{
    public string Name => "connect";

    public string Scope => Scopes.Spawn;

    public int MinParameters => 1;

    public async Task<CallOutcome> RunAsync(CallContext context, CancellationToken cancel)
    {
        var (request, error) = JsonBody.Parse(Encoding.UTF8.GetBytes(context.Parameters[0]), HttpJson.Default.ConnectRequest);
        error ??= ConnectBody.FaultOf(request!);
        return error is null ? await startup.RunAsync(orders.Of(request!, idempotency: null), context, cancel) : CallOutcome.Failed(error.Message);
    }
}
