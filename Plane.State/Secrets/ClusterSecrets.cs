using System.Collections.Concurrent;
using NATS.Client.Core;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.State.Secrets;

/// <summary>
/// Each cluster's secret, made by whoever asks first and the same for all from then on. It is written once and never again, so any server's entry is
/// right, and only a missing one has to be looked for again: so no permission is needed for more than one cluster's entry.
/// </summary>
public sealed class ClusterSecrets(Bucket<SecretRecord> bucket, Entropy entropy, TimeProvider clock)
{
    private const int Looks = 20;
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentDictionary<ClusterName, ClusterSecret> _known = new();

    /// <exception cref="NatsException">The store could not be asked.</exception>
    public async ValueTask<ClusterSecret> OfAsync(ClusterName cluster, CancellationToken token)
    {
        if (_known.TryGetValue(cluster, out var known))
        {
            return known;
        }

        var key = $"{cluster.KvToken}.secret";
        var read = await bucket.ReadAnyAsync(key, token);
        if (read.Result == ReadResult.Missing)
        {
            var made = new SecretRecord(ClusterSecret.New(entropy).ToBytes());
            await bucket.WriteFirstAsync(key, made, entropy.Letters(14), token);

            // Whoever won, the entry is the secret.
            read = await WrittenAsync(key, token);
        }

        if (read.Entry is not { } entry || !ClusterSecret.TryParse(entry.Value.Secret, out var secret))
        {
            throw new NatsException($"The secret of cluster {cluster} cannot be read from bucket {bucket.Spec.Name}.");
        }

        return _known.GetOrAdd(cluster, secret);
    }

    /// <summary>An entry that was just written is not on every server yet.</summary>
    private async ValueTask<ReadOutcome<SecretRecord>> WrittenAsync(string key, CancellationToken token)
    {
        for (var look = 1; ; look++)
        {
            var read = await bucket.ReadAnyAsync(key, token);
            if (read.Result != ReadResult.Missing || look == Looks)
            {
                return read;
            }

            await Task.Delay(LookAgainAfter, clock, token);
        }
    }
}
