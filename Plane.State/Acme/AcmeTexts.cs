using System.Security.Cryptography;
using System.Text;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.State.Acme;

/// <summary>
/// The TXT values of ACME's DNS-01 challenges. Several live side by side (the apex and the wildcard of one order); each lives
/// <see cref="PlaneBuckets.AcmeLifetime"/> after it was put last.
/// </summary>
public sealed class AcmeTexts(Bucket<AcmeTxtRecord> texts)
{
    /// <summary>KV key pattern of all of them.</summary>
    public const string Filter = "*.txt.*";

    private const int HashLength = 16;

    /// <summary>The same value has the same key, so putting it again is one value still.</summary>
    public static string KeyOf(ClusterName cluster, string value) =>
        $"{cluster.KvToken}.txt.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..HashLength]}";

    public ValueTask<WriteOutcome> PutAsync(ClusterName cluster, string value, CancellationToken token) =>
        texts.PutAsync(KeyOf(cluster, value), new AcmeTxtRecord(cluster, value), token);

    /// <summary>Removes the value where it is.</summary>
    public async ValueTask RemoveAsync(ClusterName cluster, string value, CancellationToken token)
    {
        var key = KeyOf(cluster, value);
        if ((await texts.ReadAsync(key, token)).Entry is { } entry)
        {
            await texts.PurgeAsync(key, entry.Revision, token);
        }
    }
}
