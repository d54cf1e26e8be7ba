using Plane.Domain.Keys;

namespace Plane.State.Conduits;

/// <summary>When the ends of a conduit speak, and when they take each other for gone.</summary>
/// <param name="Every">Each end says so often how it stands.</param>
/// <param name="Silence">An end that has not been heard of for so long is gone.</param>
public sealed record ConduitTimings(TimeSpan Every, TimeSpan Silence)
{
    /// <summary>As often as unanswered renewals are repeated (2 s), and as long as a silent drone counts as fresh (15 s).</summary>
    public static ConduitTimings Of(LeaseTimings timings) => new(timings.RetryEvery, timings.DroneFresh);
}
