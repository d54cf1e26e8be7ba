using System.Collections.Concurrent;
using NATS.Client.Core;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.State.Secrets;

/// <summary>Each cluster's secret, made by whoever asks first and the same for all from then on.</summary>
public sealed class ClusterSecrets(Bucket<SecretRecord> bucket, Entropy entropy)
{
    private readonly ConcurrentDictionary<ClusterName, ClusterSecret> _known = new();

    /// <exception cref="NatsException">The store could not be asked.</exception>
    public async ValueTask<ClusterSecret> OfAsync(ClusterName cluster, CancellationToken token)
    {
        if (_known.TryGetValue(cluster, out var known))
        {
            return known;
        }

        var key = $"{cluster.KvToken}.secret";
        var read = await bucket.ReadAsync(key, token);
        if (read.Result == ReadResult.Missing)
        {
            var made = new SecretRecord(ClusterSecret.New(entropy).ToBytes());
            await bucket.CreateAsync(key, made, entropy.Letters(14), token);

            // Whoever won, the leader's entry is the secret.
            read = await bucket.ReadAsync(key, token);
        }

        if (read.Entry is not { } entry || !ClusterSecret.TryParse(entry.Value.Secret, out var secret))
        {
            throw new NatsException($"The secret of cluster {cluster} cannot be read from bucket {bucket.Spec.Name}.");
        }

        return _known.GetOrAdd(cluster, secret);
    }
}
