using System.Net;
using NATS.Client.Core;
using Plane.Contracts.Records;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Peers;
using Plane.Drone.Proxy.Sockets;
using Plane.Drone.Proxy.Targets;
using Plane.Drone.Routing;
using Plane.State.Buckets;
using Plane.State.Drones;
using Yarp.ReverseProxy.Forwarder;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>Sends a request to a backend wherever it runs: into the container, or to the drone that has it.</summary>
internal sealed class BackendForwarding(
    ProxyIdentity identity, ContainerForwarding containers, AgentUse agent, RouteTable routes, IHttpForwarder forwarder, ProxyClients clients, PeerTrust trust, LiveView<DroneRecord> drones, ProxyStop stop, TimeProvider clock, ILogger<BackendForwarding> log)
{
    /// <returns>Null where the exchange took place, however it ended after its answer had begun.</returns>
    /// <param name="port">One of its further ports; null for the one without a name.</param>
    public ValueTask<Refusal?> SendAsync(HttpContext context, BackendRecord record, int? port, BackendHeaders headers, RequestTarget request) =>
        IsHere(record)
            ? containers.SendAsync(context, record.Backend, port, ClientHeaders.FactsOf(context, headers, request), (authority, host) => new ClientTransformer(authority, request, headers, peer: null, host))
            : SendToPeerAsync(context, record, port, headers, request);

    /// <summary>Its container is dialled from here: by the agent's process, and by a proxy beside it that has been told the way.</summary>
    private bool IsHere(BackendRecord record) => record.Drone == identity.Drone && (identity.IsAgent || agent.IsHeard || (agent.IsElsewhere && routes.Find(record.Backend) is not null));

    private async ValueTask<Refusal?> SendToPeerAsync(HttpContext context, BackendRecord record, int? port, BackendHeaders headers, RequestTarget request)
    {
        if (drones.Current.Find(DronesStore.KeyOf(identity.Cluster, record.Drone))?.Value.PeerAddress is not { } peer)
        {
            log.PeerUnknown(record.Drone, record.Backend);
            return Refusal.NoRoute;
        }

        try
        {
            var transformer = new ClientTransformer(peer, request, headers, new PeerOrder(await trust.CredentialAsync(context.RequestAborted), record.Backend, port, headers.Origin.Address), host: null);
            await using var socket = ClientSocket.Of(context, stop, clock, CancellationToken.None);
            var error = await forwarder.SendAsync(context, "http://" + peer, clients.Peers, ProxyClients.ConfigFor(context.Request), transformer, socket?.Token ?? stop.Everything);
            return transformer.PeerAnswer is { } status ? OfPeer(status, record) : ForwardingErrors.Explain(error, context, wasStopped: false);
        }
        catch (NatsException exception)
        {
            log.PeerUntrusted(exception, record.Drone);
            return Refusal.StoreSilent;
        }
    }

    private Refusal OfPeer(int status, BackendRecord record)
    {
        switch ((HttpStatusCode)status)
        {
            case HttpStatusCode.NotFound:
                return Refusal.UnknownPort;
            case HttpStatusCode.Gone:
                return Refusal.Ended;
            case HttpStatusCode.ServiceUnavailable:
                return Refusal.BackendFull;
            case HttpStatusCode.BadGateway:
                return Refusal.NoAnswer;
            case HttpStatusCode.BadRequest:
                return Refusal.BadBody;
            default:
                log.PeerRefused(record.Drone, status, record.Backend);
                return Refusal.NoRoute;
        }
    }
}
