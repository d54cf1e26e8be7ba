using Plane.Contracts.Records;
using Plane.Domain.Backends;

namespace Plane.Controller.Lifecycle;

/// <summary>Which records want a second look. Pure; what it names is checked against the leader before anything is written.</summary>
internal static class ReaperPolicy
{
    /// <param name="unchanged">How long this process has seen the record as it is.</param>
    /// <param name="patience">How long a spawn may be under way.</param>
    /// <param name="droneIsGone">Its drone has not been heard of for as long as its entry lives.</param>
    /// <param name="age">Time since its last change by the NATS servers' clock; null where that is not known.</param>
    /// <param name="retention">How long an ended record is kept.</param>
    public static ReaperAction Decide(BackendRecord record, TimeSpan unchanged, TimeSpan patience, bool droneIsGone, TimeSpan? age, TimeSpan retention) => record.Status switch
    {
        BackendStatus.Terminated => age > retention ? ReaperAction.Forget : ReaperAction.None,
        _ when unchanged < patience => ReaperAction.None,
        BackendStatus.Scheduled => ReaperAction.EndUnstarted,
        _ => droneIsGone ? ReaperAction.MarkLost : ReaperAction.None,
    };
}
