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
        var created = TimeProvider.System.GetTimestamp();
        var first = await bucket.CreateAsync("k", "a");
        await Poll.UntilAsync(() => TimeProvider.System.GetElapsedTime(created) > Ttl / 2, Ttl, "half of the lease");
        var second = await bucket.UpdateAsync("k", "a", first);
        var renewed = TimeProvider.System.GetTimestamp();

        // Past the first life, within the second.
        await Poll.UntilAsync(() => TimeProvider.System.GetElapsedTime(created) > Ttl * 1.2, Ttl, "the first life to end");
        Assert.IsType<NatsKVCreateException>((await bucket.TryCreateAsync("k", "b")).Error);
        await Poll.UntilAsync(async () => (await bucket.TryCreateAsync("k", "b")).Success, Ttl * 3, "the lease to expire");
        Assert.InRange(TimeProvider.System.GetElapsedTime(renewed), Ttl * 0.9, Ttl * 2);
        Assert.IsType<NatsKVWrongLastRevisionException>((await bucket.TryUpdateAsync("k", "a", second)).Error);
    }
}
