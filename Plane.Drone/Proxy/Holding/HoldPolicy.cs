using Plane.Contracts.Records;
using Plane.Domain.Backends;

namespace Plane.Drone.Proxy.Holding;

/// <summary>What a backend's record means for a request.</summary>
internal static class HoldPolicy
{
    public static HoldDecision Decide(BackendRecord record) => record.Status switch
    {
        BackendStatus.Ready => HoldDecision.Forward,
        _ when record.Status.IsComing() => HoldDecision.Hold,
        _ => HoldDecision.Ended,
    };
}
