using Plane.Contracts.Drones;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Drone.Guard;
using Plane.Drone.Runtime;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Time;

namespace Plane.Drone.Backends;

/// <summary>
/// The drone's side of an acquisition (docs/architecture.md, "One backend per key", 2): the key at exactly the reserved revision, then the
/// record, then the guard's journal. The engine comes only after the reply.
/// </summary>
internal sealed class BackendAcceptance(
    Func<KeyName, IKeyEntries> entriesOf,
    BackendsStore records,
    StateHistory states,
    Func<BackendId, BackendJournal> journalOf,
    LeaseSettings settings,
    ILoggerFactory logs)
{
    private readonly LeaseTimings _timings = settings.Timings;
    private readonly TimeProvider _clock = settings.Clock;
    private readonly ILogger<BackendAcceptance> _log = logs.CreateLogger<BackendAcceptance>();

    /// <param name="message">Checked against this drone already.</param>
    /// <param name="token">Ends with the drone, not with the controller's patience.</param>
    public async Task<SpawnOutcome> AcceptAsync(SpawnMessage message, CancellationToken token)
    {
        var received = _clock.Elapsed();
        if (!KeyName.TryParse(message.KeyNamespace, message.KeyName, out var key))
        {
            return SpawnOutcome.Refused("the key's name is not valid");
        }

        var entries = entriesOf(key);
        var held = EntryOf(message);
        var mine = new LeaseIdentity(message.Backend, message.Cluster, message.Drone, message.Incarnation, message.FencingToken);
        if (await TakeKeyAsync(entries, mine, held, message.Reservation, token) is not { } lease)
        {
            return SpawnOutcome.Refused("the reservation was replaced, or could not be turned into a lease in time");
        }

        var orders = new StopOrders();
        var journal = journalOf(message.Backend);
        var keeper = new LeaseKeeper(entries, mine, held, lease, journal, orders, settings);
        if (await TakeRecordAsync(message, keeper, token) is not { } record)
        {
            await keeper.ReleaseAsync(token);
            return SpawnOutcome.Refused("the record is not this drone's to load any more");
        }

        var launch = new BackendLaunch(mine, key, message.KeyTag, message.Spec, BackendEnvironment.Of(message));
        var elapsed = TimeSpan.FromMilliseconds(message.ElapsedMilliseconds);
        var lifetimeEnd = message.Limits.LifetimeSeconds is { } seconds ? received - elapsed + TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        var accepted = new HeldBackend(launch, keeper, record, journal, orders, null, elapsed + _clock.Elapsed() - received, lifetimeEnd);
        return await JournalAsync(accepted, token);
    }

    private static KeyEntry EntryOf(SpawnMessage message) => new()
    {
        State = KeyEntryState.Held,
        Namespace = message.KeyNamespace,
        Name = message.KeyName,
        Tag = message.KeyTag,
        Backend = message.Backend,
        Cluster = message.Cluster,
        Drone = message.Drone,
        Incarnation = message.Incarnation,
        FencingToken = message.FencingToken,
    };

    /// <returns>Null: refused. Where that is not certain, what may have been stored is released in passing.</returns>
    private async Task<Lease?> TakeKeyAsync(IKeyEntries entries, LeaseIdentity mine, KeyEntry held, ulong reservation, CancellationToken token)
    {
        var id = settings.Entropy.Letters(14);
        var first = _clock.Elapsed();
        var written = WriteOutcome.Unanswered;
        var repeated = false;
        while (_clock.Elapsed() - first < _timings.ReservationWait)
        {
            written = await Limited.WriteAsync(t => entries.UpdateAsync(held, reservation, id, t), _timings.RetryEvery, _clock, token);
            if (written.Result != WriteResult.Unanswered)
            {
                break;
            }

            repeated = true;
        }

        if (written.IsStored)
        {
            return new Lease(written.Revision, first);
        }

        if (!repeated)
        {
            return null;
        }

        // An unanswered try may have been stored: it is either taken over now, or given back.
        var read = await Limited.ReadAsync(entries.ReadAsync, _timings.RetryEvery, _clock, token);
        if (read.Entry is { } entry && LeaseJudge.Judge(mine, reservation, entry.Value, entry.Revision) == LeaseFinding.Adopt)
        {
            return new Lease(entry.Revision, first);
        }

        if (read.Result == ReadResult.Unanswered)
        {
            _log.ReservationUncertain(mine.Backend);
            await new LeaseKeeper(entries, mine, held, new Lease(reservation, first, PendingSince: first), journalOf(mine.Backend), new StopOrders(), settings).ReleaseAsync(token);
        }

        return null;
    }

    /// <returns>Null where the record is not at the revision the controller named.</returns>
    private async Task<RecordKeeper?> TakeRecordAsync(SpawnMessage message, LeaseKeeper lease, CancellationToken token)
    {
        while (lease.HasTime)
        {
            var read = await Limited.ReadAsync(t => records.ReadAsync(message.Cluster, message.Backend, t), _timings.RetryEvery, _clock, token);
            if (read.Result == ReadResult.Missing || (read.Entry is { } found && !IsOffered(found, message) && !IsTaken(found, message)))
            {
                return null;
            }

            if (read.Entry is { } entry)
            {
                var loading = entry.Value with { Status = BackendStatus.Loading, FencingToken = message.FencingToken, Phases = new PhaseTimings(Placed: message.ElapsedMilliseconds) };
                if (IsTaken(entry, message))
                {
                    return KeeperOf(entry);
                }

                var written = await Limited.WriteAsync(t => records.UpdateAsync(loading, entry.Revision, t), _timings.RetryEvery, _clock, token);
                if (written.IsStored)
                {
                    return KeeperOf(entry with { Value = loading, Revision = written.Revision });
                }
            }
            else
            {
                await Task.Delay(_timings.RetryEvery / 4, _clock, token);
            }
        }

        return null;
    }

    private RecordKeeper KeeperOf(Versioned<BackendRecord> known) => new(records, known, _timings.RetryEvery, _clock, logs.CreateLogger<RecordKeeper>());

    private static bool IsOffered(Versioned<BackendRecord> found, SpawnMessage message) =>
        found.Revision == message.Record && found.Value.Status == BackendStatus.Scheduled && found.Value.Drone == message.Drone;

    /// <summary>Our own write, whose answer was lost.</summary>
    private static bool IsTaken(Versioned<BackendRecord> found, SpawnMessage message) =>
        found.Revision > message.Record && found.Value.Status == BackendStatus.Loading && found.Value.Drone == message.Drone && found.Value.FencingToken == message.FencingToken;

    private async Task<SpawnOutcome> JournalAsync(HeldBackend accepted, CancellationToken token)
    {
        try
        {
            accepted.Journal.Deadline(accepted.Lease.Current.KillDeadline(_timings));
            return new SpawnOutcome(accepted, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _log.JournalRefused(exception, accepted.Launch.Identity.Backend);
            var failure = new BackendFailure(BackendStatus.Loading, "The drone cannot write its guard's journal.", []);
            await accepted.Record.WriteAsync(
                record => record with { Status = BackendStatus.Terminated, LastStatus = BackendStatus.Loading, Reason = TerminationReason.InternalError, Failure = failure }, token);
            await accepted.Lease.ReleaseAsync(token);
            await states.CatchUpAsync(accepted.Record.Stored.Value, accepted.Record.Stored.Revision, token);
            return SpawnOutcome.Refused("the guard's journal cannot be written");
        }
    }
}
