using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State;
using Plane.State.Buckets;
using Plane.State.Keys;

namespace Plane.Tests.State;

/// <summary>When keys may be granted (docs/architecture.md, "One backend per key": after a wipe).</summary>
public sealed class GrantGateTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly StoreFixture _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [PeerFact]
    public async Task A_wipe_under_a_running_program_closes_the_gate_for_one_TTL()
    {
        var program = await StartAsync(new GrantOptions(FreshStore: true));
        var gate = program.GetRequiredService<GrantGate>();
        var before = (await ReadyAsync(program)).Value.KeysCreated;

        Assert.True(await gate.AllowsAsync(None));

        await _store.Server.WipeAsync();
        Assert.False(await gate.AllowsAsync(None), "whether or not the gate has noticed yet");
        await Poll.UntilAsync(() => !gate.IsOpen, Limit, "the gate to close", None);
        await gate.Opened.WaitAsync(Limit);

        // Both stamps are the server's, so the comparison needs no clock of this test.
        var ready = await ReadyAsync(program);
        Assert.NotEqual(before, ready.Value.KeysCreated);
        Assert.InRange(ready.Created - ready.Value.KeysCreated, StoreFixture.Timings.Ttl, Limit);
    }

    [PeerFact]
    public async Task A_restart_of_the_store_closes_it_only_until_the_bucket_was_looked_at()
    {
        var program = await StartAsync(new GrantOptions(FreshStore: true));
        var gate = program.GetRequiredService<GrantGate>();
        var (opened, before) = (gate.Opened, await ReadyAsync(program));

        await _store.Server.RestartAsync();
        await Poll.UntilAsync(() => gate.Opened != opened, Limit, "the gate to close", None);
        await gate.Opened.WaitAsync(Limit);

        Assert.Equal(before, await ReadyAsync(program));
    }

    [PeerFact]
    public async Task A_bucket_that_is_not_known_to_be_fresh_is_granted_from_after_one_TTL()
    {
        var ready = await ReadyAsync(await StartAsync(new GrantOptions()));

        Assert.InRange(ready.Created - ready.Value.KeysCreated, StoreFixture.Timings.Ttl, Limit);
    }

    [PeerFact]
    public async Task After_a_wipe_entries_can_be_written_and_views_see_them_however_low_their_revisions()
    {
        var program = await _store.StartProgramAsync(static services => services.AddKeysView());
        var (keys, view) = (program.GetRequiredService<KeysStore>(), program.GetRequiredService<LiveView<Plane.Domain.Keys.KeyEntry>>());
        var key = KeyName.New(Entropy.System);
        for (var i = 0; i < 5; i++)
        {
            var other = KeyName.New(Entropy.System);
            Assert.True((await keys.ReserveAsync(other, Samples.Entry(other), "a" + other.Hash, None)).IsStored);
        }

        var old = await keys.ReserveAsync(key, Samples.Entry(key), "b" + key.Hash, None);
        await view.WaitAsync(key.Hash, static seen => seen is not null, Limit, None);

        await _store.Server.WipeAsync();
        var written = WriteOutcome.Unanswered;
        await Poll.UntilAsync(
            async () => (written = await keys.ReserveAsync(key, Samples.Entry(key), "c" + key.Hash, None)).Result != WriteResult.Unanswered, Limit, "the bucket to be there again", None);

        Assert.True(written.IsStored && written.Revision < old.Revision, $"{written} after {old}");
        await view.WaitAsync(key.Hash, seen => seen?.Revision == written.Revision, Limit, None);
    }

    private async Task<IServiceProvider> StartAsync(GrantOptions options)
    {
        var program = await _store.StartProgramAsync(services =>
        {
            services.AddSingleton(options).AddSingleton<GrantGate>();
            services.AddHostedService(static provider => provider.GetRequiredService<GrantGate>());
        });
        await program.GetRequiredService<GrantGate>().Opened.WaitAsync(Limit);
        return program;
    }

    private static async Task<Versioned<ReadyRecord>> ReadyAsync(IServiceProvider program) =>
        (await program.GetRequiredService<Bucket<ReadyRecord>>().ReadAsync("ready", None)).Entry!;
}
