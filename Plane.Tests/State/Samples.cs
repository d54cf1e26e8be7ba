using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;

namespace Plane.Tests.State;

/// <summary>Records to write where their content does not matter.</summary>
internal static class Samples
{
    public static ClusterName Cluster { get; } = ClusterName.Parse("plane.test:9091");

    public static DroneId Drone { get; } = DroneId.Parse("dr-1");

    public static KeyEntry Entry(KeyName key, KeyEntryState state = KeyEntryState.Reserved, string backend = "b1") => new()
    {
        State = state,
        Namespace = key.Namespace,
        Name = key.Name,
        Tag = "",
        Backend = BackendId.Parse(backend),
        Cluster = Cluster,
        Drone = Drone,
        Incarnation = state == KeyEntryState.Held ? 1 : 0,
        FencingToken = state == KeyEntryState.Held ? 7 : 0,
    };

    public static BackendRecord Record(string backend, BackendStatus status = BackendStatus.Scheduled) => new()
    {
        Backend = BackendId.Parse(backend),
        Cluster = Cluster,
        Drone = Drone,
        KeyNamespace = "",
        KeyName = backend,
        Status = status,
        Image = "plane-test/any",
        Resources = ResourceLimits.None,
        Limits = new BackendLimits(),
    };
}
