using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.State.Drones;

/// <summary>What drones say of themselves. Each writes its own entry only; it expires 45 s after the last.</summary>
public sealed class DronesStore(Bucket<DroneRecord> drones)
{
    public static string KeyOf(ClusterName cluster, DroneId drone) => $"{cluster.KvToken}.{drone}";

    public ValueTask<WriteOutcome> PutAsync(DroneRecord record, CancellationToken token) => drones.PutAsync(KeyOf(record.Cluster, record.Drone), record, token);

    public ValueTask<ReadOutcome<DroneRecord>> ReadAsync(ClusterName cluster, DroneId drone, CancellationToken token) =>
        drones.ReadAsync(KeyOf(cluster, drone), token);
}
