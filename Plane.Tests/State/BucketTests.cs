using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Buckets;
using Plane.State.Keys;

namespace Plane.Tests.State;

public sealed class BucketTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [PeerFact]
    public async Task Of_many_who_create_one_entry_exactly_one_succeeds()
    {
        var keys = await KeysAsync();
        var key = KeyName.New(Entropy.System);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => keys.ReserveAsync(key, Samples.Entry(key, backend: $"b{i}"), $"m{i}{key.Hash}", None).AsTask()));

        Assert.Single(outcomes, static outcome => outcome.IsStored);
        Assert.Equal(49, outcomes.Count(static outcome => outcome.Result == WriteResult.Conflict));
    }

    [PeerFact]
    public async Task A_repeated_write_with_the_same_message_id_is_stored_once()
    {
        var keys = await KeysAsync();
        var key = KeyName.New(Entropy.System);
        var reserved = await keys.ReserveAsync(key, Samples.Entry(key), "a" + key.Hash, None);

        var first = await keys.AcceptAsync(key, Samples.Entry(key, KeyEntryState.Held), reserved.Revision, "b" + key.Hash, None);
        var again = await keys.AcceptAsync(key, Samples.Entry(key, KeyEntryState.Held), reserved.Revision, "b" + key.Hash, None);

        Assert.Equal(first, again);
    }

    [PeerFact]
    public async Task An_old_revision_is_refused()
    {
        var keys = await KeysAsync();
        var key = KeyName.New(Entropy.System);
        var reserved = await keys.ReserveAsync(key, Samples.Entry(key), "a" + key.Hash, None);
        await keys.ReplaceAsync(key, Samples.Entry(key, backend: "b2"), reserved.Revision, "b" + key.Hash, None);

        var late = await keys.AcceptAsync(key, Samples.Entry(key, KeyEntryState.Held), reserved.Revision, "c" + key.Hash, None);

        Assert.Equal(WriteOutcome.Conflict, late);
    }

    [PeerFact]
    public async Task What_was_released_can_be_reserved_again()
    {
        var keys = await KeysAsync();
        var key = KeyName.New(Entropy.System);
        var first = await keys.ReserveAsync(key, Samples.Entry(key), "a" + key.Hash, None);
        await keys.ReleaseAsync(key, first.Revision, None);

        Assert.Equal(ReadResult.Missing, (await keys.ReadAsync(key, None)).Result);
        Assert.True((await keys.ReserveAsync(key, Samples.Entry(key, backend: "b2"), "b" + key.Hash, None)).IsStored);
    }

    [PeerFact]
    public async Task An_entry_that_nobody_renews_is_free_after_its_ttl_and_not_before()
    {
        var keys = await KeysAsync();
        var key = KeyName.New(Entropy.System);
        var began = TimeProvider.System.GetTimestamp();
        await keys.ReserveAsync(key, Samples.Entry(key), "a" + key.Hash, None);

        var attempt = 0;
        await Poll.UntilAsync(
            async () => (await keys.ReserveAsync(key, Samples.Entry(key, backend: "b2"), $"b{attempt++}{key.Hash}", None)).IsStored,
            TimeSpan.FromSeconds(20),
            "the entry to expire",
            None);

        Assert.InRange(TimeProvider.System.GetElapsedTime(began), StoreFixture.Timings.Ttl * 0.95, TimeSpan.FromSeconds(20));
    }

    [PeerFact]
    public async Task Fencing_tokens_rise_even_when_the_servers_clock_stands_still()
    {
        var keys = await KeysAsync();
        var key = KeyName.New(Entropy.System);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);

        var first = await keys.NextFenceAsync(key, at, "a" + key.Hash, None);
        var second = await keys.NextFenceAsync(key, at, "b" + key.Hash, None);
        var third = await keys.NextFenceAsync(key, at.AddMilliseconds(10), "c" + key.Hash, None);

        Assert.Equal([1_700_000_000_000, 1_700_000_000_001, 1_700_000_000_010], new[] { first, second, third });
    }

    private async Task<KeysStore> KeysAsync() => (await store.StartProgramAsync()).GetRequiredService<KeysStore>();
}
