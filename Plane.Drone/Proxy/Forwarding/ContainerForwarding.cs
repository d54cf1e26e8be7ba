using Microsoft.Extensions.Options;
using Plane.Domain.Identity;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Idle;
using Plane.Drone.Proxy.Sockets;
using Plane.Drone.Routing;
using Yarp.ReverseProxy.Forwarder;
using Route = Plane.Drone.Routing.Route;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>Sends a request to a container of this drone, counted for as long as it lasts.</summary>
internal sealed class ContainerForwarding(
    RouteTable routes, RouteArrival arrival, ConnectionLedger ledger, IdleRules idle, QuietSockets quiet, AgentUse agent, IHttpForwarder forwarder, ProxyClients clients, ProxyStop stop, IOptions<ForwardOptions> forward, IOptions<ProxyLimitOptions> limits, TimeProvider clock)
{
    private readonly int _most = limits.Value.OpenPerBackend is > 0 and var most ? most : int.MaxValue;

    /// <param name="port">One of its further ports; null for the one without a name.</param>
    /// <param name="facts">Who comes, and for what.</param>
    /// <param name="transformer">Made for the authority by which <see cref="ContainerDialer"/> knows the container, and the <c>Host</c> it is to see, null for the client's.</param>
    /// <returns>Null where the exchange took place, however it ended after its answer had begun.</returns>
    public async ValueTask<Refusal?> SendAsync(HttpContext context, BackendId backend, int? port, ConnectionFacts facts, Func<string, string?, HttpTransformer> transformer)
    {
        if (!await arrival.ComesAsync(backend, context.RequestAborted))
        {
            return Refusal.Ended;
        }

        using var connection = ledger.Enter(backend, facts, context.Features.Get<LastByte>(), idle.Counts(facts), _most, out var isFull);

        // The route is looked at while the connection counts: from here on it is not closed behind our back by idleness.
        if (connection is null || routes.Find(backend) is not { } route)
        {
            return isFull ? Refusal.BackendFull : Refusal.Ended;
        }

        if (!connection.Counts)
        {
            return await ExchangeAsync(context, route, port, connection, transformer);
        }

        if (!await agent.EnterAsync(backend, context.RequestAborted))
        {
            return Refusal.Ended;
        }

        try
        {
            return await ExchangeAsync(context, route, port, connection, transformer);
        }
        finally
        {
            agent.Leave(backend);
        }
    }

    private async ValueTask<Refusal?> ExchangeAsync(HttpContext context, Route route, int? port, OpenConnection connection, Func<string, string?, HttpTransformer> transformer)
    {
        if (route.AddressOf(port) is not { } address)
        {
            return Refusal.UnknownPort;
        }

        await using var socket = ClientSocket.Of(context, stop, clock, connection.Closing);
        using var watched = quiet.Watch(socket, connection);
        var authority = ContainerDialer.AuthorityOf(route, port);
        var host = forward.Value.Host == BackendHost.Address ? address.ToString() : null;
        var error = await forwarder.SendAsync(context, "http://" + authority, socket is null ? clients.Containers : clients.Upgrades, ProxyClients.ConfigFor(context.Request), transformer(authority, host), socket?.Token ?? connection.Closing);
        if (socket is not null && context.Features.Get<UpgradeStream>() is { } upgraded)
        {
            await SocketRelay.RunAsync(context, upgraded, socket);
            return null;
        }

        var refusal = ForwardingErrors.Explain(error, context, connection.Closing.IsCancellationRequested);
        return refusal == Refusal.NoAnswer && routes.FindNamed(route.Name) is null ? Refusal.Ended : refusal;
    }
}
