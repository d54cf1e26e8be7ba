using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Drone.Backends;

/// <summary>Which backends of this drone shall keep their key only until its deadlines. Nobody takes that back.</summary>
internal sealed class RenewalStops(LiveView<PreventRenewalIntent> intents)
{
    /// <summary>Completes once all that was said while the drone was away is known.</summary>
    public Task Known => intents.Listed;

    public bool Has(BackendId backend) => intents.Current.Find(backend.Value) is not null;
}
