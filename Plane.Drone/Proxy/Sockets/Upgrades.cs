using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace Plane.Drone.Proxy.Sockets;

/// <summary>Takes a connection over from the forwarder once its backend has agreed to speak another protocol: bytes go to and fro without it from then on.</summary>
internal static class Upgrades
{
    /// <summary>Of an answer whose headers were copied. Over HTTP/2 the forwarder goes on itself, for the two sides then say different things.</summary>
    /// <returns>Whether it was taken: its body is then nobody's.</returns>
    public static async ValueTask<bool> TryTakeAsync(HttpContext context, HttpResponseMessage? answer)
    {
        if (answer is not { StatusCode: HttpStatusCode.SwitchingProtocols } || context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true }
            || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true }
            || await UpgradeStream.TakeAsync(answer.Content) is not { } backend)
        {
            return false;
        }

        if (answer.Headers.NonValidated.TryGetValues("Upgrade", out var protocol))
        {
            context.Response.Headers.Upgrade = protocol.ToString();
        }

        context.Features.Set(backend);
        return true;
    }
}
