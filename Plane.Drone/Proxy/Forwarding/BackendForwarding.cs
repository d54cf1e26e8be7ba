using System.Net;
using NATS.Client.Core;
using Plane.Contracts.Records;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Peers;
using Plane.Drone.Proxy.Targets;
using Plane.State.Buckets;
using Plane.State.Drones;
using Yarp.ReverseProxy.Forwarder;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>Sends a request to a backend wherever it runs: into the container, or to the drone that has it.</summary>
internal sealed class BackendForwarding(
    ProxyIdentity identity, ContainerForwarding containers, IHttpForwarder forwarder, ProxyClients clients, PeerTrust trust, LiveView<DroneRecord> drones, ProxyStop stop, ILogger<BackendForwarding> log)
{
    /// <returns>Null where the exchange took place, however it ended after its answer had begun.</returns>
    public ValueTask<Refusal?> SendAsync(HttpContext context, BackendRecord record, BackendHeaders headers, RequestTarget request) =>
        identity.IsAgent && record.Drone == identity.Drone
            ? containers.SendAsync(context, record.Backend, ClientHeaders.FactsOf(context, headers, request), authority => new ClientTransformer(authority, request, headers, credential: null))
            : SendToPeerAsync(context, record, headers, request);

    private async ValueTask<Refusal?> SendToPeerAsync(HttpContext context, BackendRecord record, BackendHeaders headers, RequestTarget request)
    {
        if (drones.Current.Find(DronesStore.KeyOf(identity.Cluster, record.Drone))?.Value.PeerAddress is not { } peer)
        {
            log.PeerUnknown(record.Drone, record.Backend);
            return Refusal.NoRoute;
        }

        try
        {
            var transformer = new ClientTransformer(peer, request, headers, await trust.CredentialAsync(context.RequestAborted));
            using var socket = SocketEnd.Of(context, stop, stop.Everything);
            var error = await forwarder.SendAsync(context, "http://" + peer, clients.Peers, ProxyClients.Request, transformer, socket?.Token ?? stop.Everything);
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
            case HttpStatusCode.Gone:
                return Refusal.Ended;
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
