using Microsoft.Extensions.Options;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Sockets;
using Plane.Drone.Proxy.Targets;
using Yarp.ReverseProxy.Forwarder;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>Sends requests for names below the cluster that no backend has to the program that the configuration names (NATS API §6.2), under their own host name.</summary>
internal sealed class Passthrough(IHttpForwarder forwarder, ProxyClients clients, ProxyStop stop, ClientOrigins origins, IOptions<ProxyOptions> options, IOptions<ForwardOptions> forward, TimeProvider clock)
{
    public bool IsOn => options.Value.Passthrough is not null;

    /// <returns>Null where the exchange took place.</returns>
    public async ValueTask<Refusal?> SendAsync(HttpContext context, RequestTarget request)
    {
        var authority = options.Value.Passthrough ?? throw new InvalidOperationException("Nothing is configured to pass requests to.");
        await using var socket = ClientSocket.Of(context, stop, clock, CancellationToken.None);
        var transformer = new PassthroughTransformer(authority, request, origins.Take(context), forward.Value.Origin);
        var error = await forwarder.SendAsync(context, "http://" + authority, clients.Peers, ProxyClients.ConfigFor(context.Request), transformer, socket?.Token ?? stop.Everything);
        return ForwardingErrors.Explain(error, context, wasStopped: false) is { } refusal ? refusal == Refusal.NoAnswer ? Refusal.NoPassthrough : refusal : null;
    }
}
