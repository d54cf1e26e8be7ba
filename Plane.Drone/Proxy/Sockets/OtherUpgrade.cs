namespace Plane.Drone.Proxy.Sockets;

/// <summary>
/// YARP forwards an <c>Upgrade</c> to WebSocket, and to SPDY as to any protocol that it does not look into. So what else a client asks for goes in under that name,
/// and is called by its own before the request is sent.
/// </summary>
internal static class OtherUpgrade
{
    private const string Disguise = "SPDY/plane:";

    public static void Hide(IHeaderDictionary headers) => headers.Upgrade = Disguise + headers.Upgrade.ToString();

    /// <summary>Nothing happens where nothing is hidden.</summary>
    public static void Show(IHeaderDictionary headers)
    {
        if (headers.Upgrade is [{ } hidden] && hidden.StartsWith(Disguise, StringComparison.Ordinal))
        {
            headers.Upgrade = hidden[Disguise.Length..];
        }
    }
}
