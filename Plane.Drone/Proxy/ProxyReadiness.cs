using Plane.Contracts.Records;
using Plane.Drone.Proxy.Listeners;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.Drone.Proxy;

/// <summary>Whether clients are well served here: what <c>/ready</c> says, on the listener for clients and on the internal one.</summary>
internal sealed class ProxyReadiness(NatsContact contact, LiveView<BackendRecord> backends, PublicDoors doors)
{
    /// <summary>Null where they are.</summary>
    public string? WhyNot =>
        doors.AreStaged && !doors.MayOpen ? $"There is no certificate for {doors.Cluster} yet: the ports for clients are closed."
        : doors.AreStaged && !doors.AreOpen ? "The ports for clients are not open."
        : contact.IsLost ? "NATS does not answer."
        : backends.Current.IsComplete ? null
        : "The backends are not all known yet.";
}
