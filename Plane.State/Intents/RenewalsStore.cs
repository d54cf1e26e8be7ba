using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.State.Intents;

/// <summary>Backends whose key shall not be renewed any more.</summary>
public sealed class RenewalsStore(Bucket<PreventRenewalIntent> intents)
{
    private const string Verb = ".prevent-renewal.";

    public static string KeyOf(ClusterName cluster, DroneId drone, BackendId backend) => $"{cluster.KvToken}.{drone}{Verb}{backend}";

    /// <summary>KV key pattern of one drone's.</summary>
    public static string FilterOf(ClusterName cluster, DroneId drone) => $"{cluster.KvToken}.{drone}{Verb}*";

    /// <summary>The backend of an intent's KV key; null for other keys.</summary>
    public static string? BackendOf(string key)
    {
        var at = key.IndexOf(Verb, StringComparison.Ordinal);
        return at < 0 ? null : key[(at + Verb.Length)..];
    }

    public ValueTask<WriteOutcome> PreventAsync(ClusterName cluster, DroneId drone, BackendId backend, CancellationToken token) =>
        intents.PutAsync(KeyOf(cluster, drone, backend), new PreventRenewalIntent(backend), token);

    /// <summary>Removes it where it is.</summary>
    public async ValueTask ForgetAsync(ClusterName cluster, DroneId drone, BackendId backend, CancellationToken token)
    {
        var key = KeyOf(cluster, drone, backend);
        if ((await intents.ReadAsync(key, token)).Entry is { } entry)
        {
            await intents.PurgeAsync(key, entry.Revision, token);
        }
    }
}
