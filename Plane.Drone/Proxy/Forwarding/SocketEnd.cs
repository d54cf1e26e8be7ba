using Microsoft.AspNetCore.Http.Features;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>When a socket ends besides by itself. Ordinary requests need no source of their own and pay for none.</summary>
internal static class SocketEnd
{
    /// <returns>Null for a request that does not ask for another protocol.</returns>
    public static CancellationTokenSource? Of(HttpContext context, ProxyStop stop, CancellationToken closing) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } ? CancellationTokenSource.CreateLinkedTokenSource(closing, stop.Sockets) : null;
}
