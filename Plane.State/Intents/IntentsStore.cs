using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.State.Intents;

/// <summary>What somebody wants of a drone, kept until it is done: it survives any absence of the drone.</summary>
public sealed class IntentsStore(Bucket<TerminateIntent> terminate)
{
    public static string KeyOf(ClusterName cluster, DroneId drone, BackendId backend) => $"{cluster.KvToken}.{drone}.terminate.{backend}";

    /// <summary>KV key pattern of a drone's terminate intents.</summary>
    public static string TerminateFilter(ClusterName cluster, DroneId drone) => $"{cluster.KvToken}.{drone}.terminate.*";

    /// <summary>The backend of an intent's KV key; null for other keys.</summary>
    public static string? BackendOf(string key)
    {
        const string Marker = ".terminate.";
        var at = key.IndexOf(Marker, StringComparison.Ordinal);
        return at < 0 ? null : key[(at + Marker.Length)..];
    }

    public ValueTask<WriteOutcome> TerminateAsync(ClusterName cluster, DroneId drone, BackendId backend, TerminateIntent intent, CancellationToken token) =>
        terminate.PutAsync(KeyOf(cluster, drone, backend), intent, token);

    /// <summary>The leader's intent.</summary>
    public ValueTask<ReadOutcome<TerminateIntent>> ReadAsync(ClusterName cluster, DroneId drone, BackendId backend, CancellationToken token) =>
        terminate.ReadAsync(KeyOf(cluster, drone, backend), token);

    /// <summary>The drone's last word on it; also what retention does with a leftover.</summary>
    public ValueTask<WriteOutcome> DoneAsync(ClusterName cluster, DroneId drone, BackendId backend, ulong revision, CancellationToken token) =>
        terminate.PurgeAsync(KeyOf(cluster, drone, backend), revision, token);
}
