using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NATS.Client.Core;
using NATS.Client.JetStream.Models;
using NATS.Net;
using Peers;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Connection;
using Plane.Tests.Drone;

namespace Plane.Tests.State;

/// <summary>The stream of states follows the records, whoever publishes, and whatever gets lost in between.</summary>
public sealed class StateHistoryTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [PeerFact]
    public async Task Each_state_is_told_once_in_order_with_the_time_of_its_record()
    {
        var program = await store.StartProgramAsync();
        var record = Samples.Record("st-order");
        var revision = (await StoreOf(program).CreateAsync(record, None)).Revision;
        foreach (var status in new[] { BackendStatus.Loading, BackendStatus.Starting, BackendStatus.Waiting, BackendStatus.Ready })
        {
            (record, revision) = await BecomeAsync(program, record, revision, status);
            Assert.True(await HistoryOf(program).CatchUpAsync(record, revision, None));
            Assert.True(await HistoryOf(program).CatchUpAsync(record, revision, None));
        }

        (record, revision) = await BecomeAsync(program, record, revision, BackendStatus.Terminating);
        Assert.True(await HistoryOf(program).CatchUpAsync(record, revision, None));
        Assert.Equal("Loading Starting Ready", await StatesAsync(program, record));
        (record, revision) = await BecomeAsync(program, record, revision, BackendStatus.Terminated);
        Assert.True(await HistoryOf(program).CatchUpAsync(record, revision, None));

        var history = await StoreOf(program).HistoryAsync(record.Cluster, record.Backend, None);
        var told = await ToldAsync(program, record);
        Assert.Equal("Loading Starting Ready Swept", string.Join(' ', told.Select(static one => one.State)));
        Assert.Equal(
            new[] { BackendStatus.Loading, BackendStatus.Waiting, BackendStatus.Ready, BackendStatus.Terminated }.Select(status => history.Single(entry => entry.Value.Status == status).Created),
            told.Select(static one => one.Time));
        Assert.All(told, one => Assert.Equal((record.Cluster, record.Backend), (one.Cluster, one.Backend)));
    }

    [PeerFact]
    public async Task Who_finds_a_record_ahead_tells_all_that_is_missing_and_many_at_once_tell_it_once()
    {
        var programs = new[] { await store.StartProgramAsync(), await store.StartProgramAsync() };
        var (record, revision) = await GrownAsync(programs[0], "st-ahead", BackendStatus.Loading, BackendStatus.Waiting, BackendStatus.Ready, BackendStatus.Terminated);

        var told = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => UntilToldAsync(programs[i % 2], record, revision)));

        Assert.All(told, Assert.True);
        Assert.Equal("Loading Starting Ready Swept", await StatesAsync(programs[1], record));
        var history = await StoreOf(programs[0]).HistoryAsync(record.Cluster, record.Backend, None);
        Assert.Equal(history.Skip(1).Select(static entry => entry.Created), (await ToldAsync(programs[0], record)).Select(static one => one.Time));
    }

    [PeerFact]
    public async Task A_record_that_skipped_statuses_skips_no_state_and_one_that_is_behind_adds_none()
    {
        var program = await store.StartProgramAsync();
        var (loading, first) = await GrownAsync(program, "st-skips", BackendStatus.Loading);
        var (ready, second) = await BecomeAsync(program, loading, first, BackendStatus.Ready);

        Assert.True(await HistoryOf(program).CatchUpAsync(ready, second, None));
        Assert.True(await HistoryOf(program).CatchUpAsync(loading, first, None));

        Assert.Equal("Loading Starting Ready", await StatesAsync(program, ready));
    }

    [PeerFact]
    public async Task An_id_that_is_chosen_again_tells_a_new_life_after_the_old_one()
    {
        var program = await store.StartProgramAsync();
        var (ended, last) = await GrownAsync(program, "st-again", BackendStatus.Loading, BackendStatus.Terminated);
        Assert.True(await HistoryOf(program).CatchUpAsync(ended, last, None));
        Assert.True((await StoreOf(program).ForgetAsync(ended.Cluster, ended.Backend, last, None)).IsStored);

        var (again, revision) = await GrownAsync(program, "st-again", BackendStatus.Loading, BackendStatus.Waiting);
        Assert.True(await HistoryOf(program).CatchUpAsync(again, revision, None));

        Assert.Equal("Loading Swept Loading Starting", await StatesAsync(program, again));
    }

    [PeerFact]
    public async Task A_lost_acknowledgement_tells_nothing_twice_and_a_death_in_between_leaves_nothing_out()
    {
        await using var link = new NatsLink(new Uri(store.Server.Url).Port);
        var program = await store.StartProgramAsync(services => services.AddSingleton<INatsConnection>(_ => new NatsConnection(new NatsOpts
        {
            Url = link.Url,
            RequestTimeout = TimeSpan.FromMilliseconds(300),
            ReconnectWaitMin = TimeSpan.FromMilliseconds(50),
            ReconnectWaitMax = TimeSpan.FromMilliseconds(100),
            SerializerRegistry = NatsClientDefaultSerializerRegistry.Default,
        })));
        var other = await store.StartProgramAsync();
        var (record, revision) = await GrownAsync(program, "st-lost", BackendStatus.Loading);
        Assert.True(await HistoryOf(program).CatchUpAsync(record, revision, None));
        (record, revision) = await BecomeAsync(program, record, revision, BackendStatus.Waiting);

        // All up to the publication is answered, and its acknowledgement is not, nor what comes after.
        link.DeafenFrom($"\"stream\":\"{PlaneBuckets.StatusStream}\"");
        Assert.False(await HistoryOf(program).CatchUpAsync(record, revision, None));
        Assert.Equal("Loading Starting", await StatesAsync(other, record));

        link.Cut();
        Assert.True(await UntilToldAsync(program, record, revision));
        Assert.Equal("Loading Starting", await StatesAsync(other, record));

        // It dies after its record is written; whoever comes next tells the rest.
        (record, revision) = await BecomeAsync(program, record, revision, BackendStatus.Ready);
        link.Close();
        Assert.True(await HistoryOf(other).CatchUpAsync(record, revision, None));
        Assert.Equal("Loading Starting Ready", await StatesAsync(other, record));
    }

    private static BackendsStore StoreOf(IServiceProvider program) => program.GetRequiredService<BackendsStore>();

    private static StateHistory HistoryOf(IServiceProvider program) => program.GetRequiredService<StateHistory>();

    private static async Task<bool> UntilToldAsync(IServiceProvider program, BackendRecord record, ulong revision)
    {
        await Poll.UntilAsync(() => HistoryOf(program).CatchUpAsync(record, revision, None), Limit, "the states to be told");
        return true;
    }

    private static async Task<(BackendRecord Record, ulong Revision)> GrownAsync(IServiceProvider program, string backend, params BackendStatus[] statuses)
    {
        var record = Samples.Record(backend);
        var revision = (await StoreOf(program).CreateAsync(record, None)).Revision;
        foreach (var status in statuses)
        {
            (record, revision) = await BecomeAsync(program, record, revision, status);
        }

        return (record, revision);
    }

    private static async Task<(BackendRecord Record, ulong Revision)> BecomeAsync(IServiceProvider program, BackendRecord record, ulong revision, BackendStatus status)
    {
        var next = status.IsAlive() ? record with { Status = status } : record with { Status = status, LastStatus = record.LastStatus ?? record.Status, Reason = TerminationReason.Swept };
        var written = await StoreOf(program).UpdateAsync(next, revision, None);
        Assert.True(written.IsStored);
        return (next, written.Revision);
    }

    private static async Task<string> StatesAsync(IServiceProvider program, BackendRecord record) => string.Join(' ', (await ToldAsync(program, record)).Select(static one => one.State));

    private static async Task<List<BackendStateMessage>> ToldAsync(IServiceProvider program, BackendRecord record)
    {
        var stream = await program.GetRequiredService<JetStream>().StreamAsync(PlaneBuckets.StatusStream, None);
        List<BackendStateMessage> told = [];
        for (var next = 1UL; await stream.FindAsync(new StreamMsgGetRequest { Seq = next, NextBySubj = Subjects.Status(record.Backend) }, None) is { } message; next = message.Seq + 1)
        {
            told.Add(JsonSerializer.Deserialize(message.Data.Span, NatsJson.Default.BackendStateMessage)!);
        }

        return told;
    }
}
