using NATS.Client.KeyValueStore;
using NATS.Net.Tests.JetStream;
using Peers;
using Xunit;

namespace NATS.Net.Tests.KeyValue;

/// <summary>A bucket with a maximum age is a table of leases.</summary>
public sealed class LeaseTests(JetStreamServer server) : IClassFixture<JetStreamServer>
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(2);

    [PeerFact]
    public async Task A_lease_is_held_while_renewed_and_free_once_it_has_expired()
    {
        var bucket = await server.NewBucketAsync(config => config with { MaxAge = Ttl });
        Lease? lease;
        do
        {
            lease = await HoldAsync(bucket, Guid.NewGuid().ToString("N"));
        }
        while (lease is null);

        var refused = lease.Renewed;
        await Poll.UntilAsync(
            async () =>
            {
                var asked = TimeProvider.System.GetTimestamp();
                var isFree = (await bucket.TryCreateAsync(lease.Key, "b")).Success;
                refused = isFree ? refused : asked;
                return isFree;
            },
            Ttl * 3,
            "the lease to expire");
        Assert.InRange(TimeProvider.System.GetElapsedTime(lease.Renewed, refused), TimeSpan.Zero, Ttl * 2);
        Assert.True(TimeProvider.System.GetElapsedTime(lease.Renewed) > Ttl * 0.9, "The lease expired early.");
        Assert.IsType<NatsKVWrongLastRevisionException>((await bucket.TryUpdateAsync(lease.Key, "a", lease.Revision)).Error);
    }

    /// <summary>Renews a new lease at half of its life, and sees it held past the first life. Null: the machine stalled, and time passed between two steps.</summary>
    private static async Task<Lease?> HoldAsync(INatsKVStore bucket, string key)
    {
        var created = TimeProvider.System.GetTimestamp();
        var first = await bucket.CreateAsync(key, "a");
        await Poll.UntilAsync(() => TimeProvider.System.GetElapsedTime(created) > Ttl / 2, Ttl * 3, "half of the lease");
        var renewed = TimeProvider.System.GetTimestamp();
        var second = await bucket.TryUpdateAsync(key, "a", first);
        if (TimeProvider.System.GetElapsedTime(created) > Ttl)
        {
            return null;
        }

        Assert.True(second.Success);
        await Poll.UntilAsync(() => TimeProvider.System.GetElapsedTime(created) > Ttl * 1.2, Ttl * 3, "the first life to end");
        var again = await bucket.TryCreateAsync(key, "b");
        if (TimeProvider.System.GetElapsedTime(renewed) > Ttl)
        {
            return null;
        }

        Assert.IsType<NatsKVCreateException>(again.Error);
        return new Lease(key, second.Value, renewed);
    }

    private sealed record Lease(string Key, ulong Revision, long Renewed);
}
