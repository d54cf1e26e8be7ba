namespace Plane.Drone.Proxy.Forwarding;

/// <summary>What proxies of one cluster say to each other. Neither clients nor backends ever see these or can set them.</summary>
internal static class PeerHeaders
{
    public const string Prefix = "x-plane-peer-";

    /// <summary>Shows that the request comes from a proxy of the cluster.</summary>
    public const string Credential = Prefix + "credential";

    /// <summary>Which backend the request is for.</summary>
    public const string Backend = Prefix + "backend";

    /// <summary>Which of its further ports; absent for the one without a name.</summary>
    public const string Port = Prefix + "port";

    /// <summary>IP address of the client.</summary>
    public const string Client = Prefix + "client";

    /// <summary>On an answer: the drone made it, not the backend.</summary>
    public const string Answer = Prefix + "answer";
}
