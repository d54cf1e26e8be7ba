namespace Plane.Drone.Proxy.Holding;

internal enum HoldDecision
{
    Forward,

    /// <summary>It is on its way.</summary>
    Hold,

    /// <summary>It is ending or has ended: there is no way back.</summary>
    Ended,
}
