using System.Collections.Immutable;
using System.Net;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Drone.Backends;
using Plane.Drone.Guard;
using Plane.Drone.Runtime;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Keys;
using Plane.State.Time;

namespace Plane.Drone.Agent;

/// <summary>
/// What becomes of what an earlier life left behind (docs/architecture.md, "One backend per key", 7): taken back where it runs, its record is
/// alive and its lease can be renewed under the new incarnation; else killed and released.
/// </summary>
internal sealed class Readoption(
    AgentOptions options,
    BackendServices services,
    BackendRoster roster,
    BackendsStore records,
    KeysStore keys,
    Func<BackendId, BackendJournal> journalOf,
    LeaseSettings settings)
{
    /// <summary>For one whose program turns out to have ended after all.</summary>
    private static readonly TimeSpan RouteLimit = TimeSpan.FromSeconds(5);

    private readonly ILogger<Readoption> _log = services.Logs.CreateLogger<Readoption>();
    private readonly string _bootId = BootId.Read();

    public async Task TakeBackAsync(LeftBehind left, long incarnation, CancellationToken token)
    {
        // A key that shall not be renewed is not renewed by a restart either.
        await settings.Stops.Known.WaitAsync(token);
        var fault = FaultOf(left) ?? await TryAdoptAsync(left, incarnation, token);
        if (fault is not null)
        {
            _log.NotReadopted(left.Backend, fault);
            await EndAsync(left, incarnation, token);
        }
    }

    private static string? FaultOf(LeftBehind left) => left switch
    {
        { Found: null } => "it has no container",
        { Record: null } => "it has no record",
        { Record.Value.Status: not (BackendStatus.Waiting or BackendStatus.Ready) } => $"it was {left.Record.Value.Status}",
        { Record.Value.Address: null } => "its address is not known",
        { Entry: not null, HoldsKey: false } => "its key is another's",
        _ => null,
    };

    private LeaseIdentity IdentityOf(LeftBehind left, long incarnation) =>
        new(left.Backend, options.Cluster, options.Drone, incarnation, left.Found?.FencingToken ?? left.Entry?.Value.FencingToken ?? 0);

    /// <summary>Until when the earlier life may count on its lease: the guard knows. Without its entry the time is over.</summary>
    private TimeSpan DeadlineOf(LeftBehind left) => left.Journal is { } journal && journal.BootId == _bootId ? journal.Deadline : TimeSpan.Zero;

    /// <returns>Why not; null when it is supervised again.</returns>
    private async Task<string?> TryAdoptAsync(LeftBehind left, long incarnation, CancellationToken token)
    {
        var known = left.Record!.Value;
        var ports = known.Ports is { IsEmpty: false } named ? named : [IPEndPoint.Parse(known.Address!).Port];
        if (await services.Runtime.FindAsync(left.Backend, ports, token) is not { } running)
        {
            return "its program has ended";
        }

        var entries = new KeyEntries(keys, left.Key!);
        var isOver = settings.Stops.Has(left.Backend);
        var mine = IdentityOf(left, isOver && left.Entry is { } entry ? entry.Value.Incarnation : incarnation);
        var held = EntryOf(left, mine);
        if ((isOver ? RestOf(left) : await RenewAsync(entries, left, held, token)) is not { } lease)
        {
            return "its lease could not be renewed";
        }

        var journal = journalOf(left.Backend);
        journal.Deadline(lease.KillDeadline(settings.Timings));
        journal.Process(running.Process);
        var orders = new StopOrders();
        var record = new RecordKeeper(records, left.Record!, settings.Timings.RetryEvery, settings.Clock, services.Logs.CreateLogger<RecordKeeper>());
        var launch = new BackendLaunch(mine, left.Key!, held.Tag, new BackendSpec { Image = left.Record!.Value.Image }, ImmutableSortedDictionary<string, string>.Empty);
        var keeper = new LeaseKeeper(entries, mine, held, lease, journal, orders, settings);
        var lifetimeEnd = await LifetimeEndAsync(left, entries, token);
        roster.Begin(new BackendSupervisor(new HeldBackend(launch, keeper, record, journal, orders, running, TimeSpan.Zero, lifetimeEnd), services), default);
        if (known.Status == BackendStatus.Ready)
        {
            await UntilServedAsync(left.Backend, token);
        }

        _log.Readopted(left.Backend);
        return null;
    }

    /// <summary>Whoever looks at the routes once all is taken back takes what has none for ended.</summary>
    private async Task UntilServedAsync(BackendId backend, CancellationToken token)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(token);
        await Task.WhenAny(services.Routes.WaitAsync(backend, rest.Token), roster.EndOf(backend), Task.Delay(RouteLimit, settings.Clock, rest.Token));
        await rest.CancelAsync();
        token.ThrowIfCancellationRequested();
    }

    private KeyEntry EntryOf(LeftBehind left, LeaseIdentity mine) => new()
    {
        State = KeyEntryState.Held,
        Namespace = left.Key!.Namespace,
        Name = left.Key.Name,
        Tag = left.Entry?.Value.Tag ?? "",
        Backend = left.Backend,
        Cluster = options.Cluster,
        Drone = options.Drone,
        Incarnation = mine.Incarnation,
        FencingToken = mine.FencingToken,
    };

    /// <summary>What is left of the earlier life's lease, for a key that shall not be renewed. The entry stays that life's.</summary>
    private Lease? RestOf(LeftBehind left) =>
        left is { HoldsKey: true, Entry: { } entry } && DeadlineOf(left) is var deadline && deadline > settings.Clock.Elapsed()
            ? new Lease(entry.Revision, deadline - settings.Timings.KillAt)
            : null;

    /// <summary>Renews under the new incarnation for as long as the old lease lasts. An earlier life's last write may still be arriving, so a refusal is looked at again.</summary>
    private async Task<Lease?> RenewAsync(KeyEntries entries, LeftBehind left, KeyEntry held, CancellationToken token)
    {
        var deadline = DeadlineOf(left);
        var (id, create) = (settings.Entropy.Letters(14), settings.Entropy.Letters(14));
        var entry = left.Entry;
        var first = settings.Clock.Elapsed();
        while (settings.Clock.Elapsed() < deadline)
        {
            var known = entry;
            var written = await Limited.WriteAsync(
                t => known is { } at ? entries.UpdateAsync(held, at.Revision, $"{id}.{at.Revision}", t) : entries.CreateAsync(held, create, t), settings.Timings.RetryEvery, settings.Clock, token);
            if (written.IsStored)
            {
                return new Lease(written.Revision, first);
            }

            var read = await Limited.ReadAsync(entries.ReadAsync, settings.Timings.RetryEvery, settings.Clock, token);
            if (read.Entry is { } now && !(left with { Entry = now }).HoldsKey)
            {
                return null;
            }

            entry = read.Result == ReadResult.Unanswered ? entry : read.Entry;
            await Task.Delay(settings.Timings.RetryEvery / 4, settings.Clock, token);
        }

        return null;
    }

    /// <summary>Counted from when the record was created, both by the store's own stamps.</summary>
    private async Task<TimeSpan?> LifetimeEndAsync(LeftBehind left, KeyEntries entries, CancellationToken token)
    {
        if (left.Record!.Value.Limits.LifetimeSeconds is not { } seconds)
        {
            return null;
        }

        var history = await records.HistoryAsync(options.Cluster, left.Backend, token);
        var renewed = await Limited.ReadAsync(entries.ReadAsync, settings.Timings.RetryEvery, settings.Clock, token);
        var age = renewed.Entry is { } entry && history is [var oldest, ..] ? entry.Created - oldest.Created : TimeSpan.Zero;
        return settings.Clock.Elapsed() - age + TimeSpan.FromSeconds(seconds);
    }

    /// <summary>Container first, then the record, then the key: the order of every release.</summary>
    private async Task EndAsync(LeftBehind left, long incarnation, CancellationToken token)
    {
        await services.Runtime.RemoveAsync(left.Backend, token);
        journalOf(left.Backend).Clear();
        if (left.Record is not { } known || !IsOurs(left))
        {
            return;
        }

        if (known.Value.Status != BackendStatus.Terminated)
        {
            using var record = new RecordKeeper(records, known, settings.Timings.RetryEvery, settings.Clock, services.Logs.CreateLogger<RecordKeeper>());
            await record.WriteAsync(Lost, token);
            await services.States.CatchUpAsync(record.Stored.Value, record.Stored.Revision, token);
        }

        if (left is { HoldsKey: true, Entry: { } entry })
        {
            var mine = IdentityOf(left, incarnation) with { Incarnation = entry.Value.Incarnation, FencingToken = entry.Value.FencingToken };
            var lease = new Lease(entry.Revision, settings.Clock.Elapsed());
            await new LeaseKeeper(new KeyEntries(keys, left.Key!), mine, entry.Value, lease, journalOf(left.Backend), new StopOrders(), settings).ReleaseAsync(token);
        }
    }

    /// <summary>A scheduled record is its controller's until this drone has taken the key.</summary>
    private bool IsOurs(LeftBehind left) =>
        left.Record!.Value.Drone == options.Drone && (left.Record.Value.Status != BackendStatus.Scheduled || left.HoldsKey);

    private static BackendRecord Lost(BackendRecord record) => record with
    {
        Status = BackendStatus.Terminated,
        LastStatus = record.LastStatus ?? record.Status,
        Reason = record.Reason ?? TerminationReason.Lost,
    };
}
