namespace Plane.Tests.Drone.Proxy;

/// <summary>How a client speaks to the proxy.</summary>
public enum Protocol
{
    Http1,
    Http2,
    Events,
    WebSocket,

    /// <summary>RFC 8441.</summary>
    WebSocketOverHttp2,

    Grpc,
}
