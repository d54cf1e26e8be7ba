using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Routing;
using Plane.State.Buckets;
using Yarp.ReverseProxy.Forwarder;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>Sends a request to a container of this drone, counted for as long as it lasts.</summary>
internal sealed class ContainerForwarding(RouteTable routes, ConnectionLedger ledger, IHttpForwarder forwarder, ProxyClients clients, LiveView<BackendRecord> backends, ProxyStop stop)
{
    /// <summary>How long a backend that is said to be ready may be without a route: a drone that was started again opens it when it has found the container.</summary>
    private static readonly TimeSpan RouteLimit = TimeSpan.FromSeconds(10);

    /// <param name="facts">Who comes, and for what.</param>
    /// <param name="transformer">Made for the container's <c>address:port</c>.</param>
    /// <returns>Null where the exchange took place, however it ended after its answer had begun.</returns>
    public async ValueTask<Refusal?> SendAsync(HttpContext context, BackendId backend, ConnectionFacts facts, Func<string, HttpTransformer> transformer)
    {
        if (routes.Find(backend) is null && !await RouteComesAsync(backend, context.RequestAborted))
        {
            return Refusal.Ended;
        }

        using var connection = ledger.Enter(backend, facts, context.Features.Get<LastByte>());

        // The route is looked at while the connection counts: from here on it is not closed behind our back by idleness.
        if (connection is null || routes.Find(backend) is not { } route)
        {
            return Refusal.Ended;
        }

        using var socket = SocketEnd.Of(context, stop, connection.Closing);
        var authority = route.Address.ToString();
        var error = await forwarder.SendAsync(context, "http://" + authority, clients.Containers, ProxyClients.Request, transformer(authority), socket?.Token ?? connection.Closing);
        return ForwardingErrors.Explain(error, context, connection.Closing.IsCancellationRequested);
    }

    private async ValueTask<bool> RouteComesAsync(BackendId backend, CancellationToken aborted)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var opened = routes.WaitAsync(backend, either.Token);
        var ended = EndedAsync(backend, either.Token);
        await Task.WhenAny(opened, ended);
        await either.CancelAsync();
        await Task.WhenAll(opened, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return opened.IsCompletedSuccessfully;
    }

    /// <summary>Completes once the record says anything but ready, or the limit is over.</summary>
    private async Task EndedAsync(BackendId backend, CancellationToken token)
    {
        try
        {
            await backends.WaitAsync(backend.Value, static entry => entry?.Value.Status is not Domain.Backends.BackendStatus.Ready, RouteLimit, token);
        }
        catch (TimeoutException)
        {
            // Completed all the same: the route did not come.
        }
    }
}
