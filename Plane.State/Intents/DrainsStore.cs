using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.State.Intents;

/// <summary>Which drones shall take no more backends. Only an undo removes an entry, so it survives every restart.</summary>
public sealed class DrainsStore(Bucket<DrainIntent> drains)
{
    /// <summary>KV key pattern of all of them.</summary>
    public const string Filter = "*.*." + Verb;

    private const string Verb = "drain";

    public static string KeyOf(ClusterName cluster, DroneId drone) => $"{cluster.KvToken}.{drone}.{Verb}";

    /// <summary>A conflict means that it stands already.</summary>
    public ValueTask<WriteOutcome> WantAsync(ClusterName cluster, DroneId drone, string messageId, CancellationToken token) =>
        drains.CreateAsync(KeyOf(cluster, drone), new DrainIntent(cluster, drone), messageId, token);

    /// <summary>The leader's entry.</summary>
    public ValueTask<ReadOutcome<DrainIntent>> ReadAsync(ClusterName cluster, DroneId drone, CancellationToken token) => drains.ReadAsync(KeyOf(cluster, drone), token);

    public ValueTask<WriteOutcome> UndoAsync(ClusterName cluster, DroneId drone, ulong revision, CancellationToken token) =>
        drains.DeleteAsync(KeyOf(cluster, drone), revision, token);
}
