namespace Plane.Drone.Proxy.Forwarding;

/// <summary>Which <c>Host</c> a backend sees.</summary>
public enum BackendHost
{
    /// <summary>The one that the client asked for.</summary>
    Client,

    /// <summary>The backend's own address.</summary>
    Address,
}
