using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Connection;
using Plane.State.Keys;

namespace Plane.Tests.State;

public sealed class OutageTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly StoreFixture _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [PeerFact]
    public async Task A_write_to_a_dead_server_is_unanswered_and_not_an_exception()
    {
        var keys = (await _store.StartProgramAsync()).GetRequiredService<KeysStore>();
        await _store.Server.KillAsync();
        var key = KeyName.New(Entropy.System);
        using var limit = new CancellationTokenSource(Limit);

        Assert.Equal(WriteOutcome.Unanswered, await keys.ReserveAsync(key, Samples.Entry(key), "a" + key.Hash, limit.Token));
        Assert.Equal(ReadResult.Unanswered, (await keys.ReadAsync(key, limit.Token)).Result);
    }

    [PeerFact]
    public async Task Lost_contact_is_noticed_and_so_is_its_return()
    {
        var contact = (await _store.StartProgramAsync()).GetRequiredService<NatsContact>();
        await Poll.UntilAsync(() => Task.FromResult(!contact.IsLost), Limit, "contact", None);

        await _store.Server.KillAsync();
        await Poll.UntilAsync(() => Task.FromResult(contact.IsLost), Limit, "the loss of contact", None);
        await _store.Server.RestartAsync();

        await Poll.UntilAsync(() => Task.FromResult(!contact.IsLost), Limit, "contact again", None);
    }

    [PeerFact]
    public async Task A_view_catches_up_with_what_was_written_and_what_was_deleted_while_it_was_away()
    {
        var reader = await _store.StartProgramAsync(static services => services.AddBackendsView(cluster: null));
        var view = reader.GetRequiredService<LiveView<Plane.Contracts.Records.BackendRecord>>();
        var backends = reader.GetRequiredService<BackendsStore>();
        var stays = await backends.CreateAsync(Samples.Record("stays"), None);
        var goes = await backends.CreateAsync(Samples.Record("goes"), None);
        await view.WaitAsync("goes", static seen => seen is not null, Limit, None);

        await _store.Server.RestartAsync();
        await Poll.UntilAsync(async () => (await backends.UpdateAsync(Samples.Record("stays", BackendStatus.Ready), stays.Revision, None)).Result != WriteResult.Unanswered, Limit, "the store", None);
        await reader.GetRequiredService<Bucket<Plane.Contracts.Records.BackendRecord>>().PurgeAsync($"{Samples.Cluster.KvToken}.goes", goes.Revision, None);

        await view.WaitAsync("stays", static seen => seen?.Value.Status == BackendStatus.Ready, Limit, None);
        await view.WaitAsync("goes", static seen => seen is null, Limit, None);
    }

    [PeerFact]
    public async Task An_entry_that_expired_during_an_outage_is_dropped_when_the_view_lists_anew()
    {
        var reader = await _store.StartProgramAsync(static services => services.AddKeysView());
        var view = reader.GetRequiredService<LiveView<Plane.Domain.Keys.KeyEntry>>();
        var key = KeyName.New(Entropy.System);
        await reader.GetRequiredService<KeysStore>().ReserveAsync(key, Samples.Entry(key), "a" + key.Hash, None);
        await view.WaitAsync(key.Hash, static seen => seen is not null, Limit, None);

        // The entry expires while the server is up, which no watcher is told; only a new listing shows it.
        await Poll.UntilAsync(async () => (await reader.GetRequiredService<KeysStore>().ReadAsync(key, None)).Result == ReadResult.Missing, Limit, "expiry", None);
        await _store.Server.RestartAsync();

        await view.WaitAsync(key.Hash, static seen => seen is null, Limit, None);
    }
}
