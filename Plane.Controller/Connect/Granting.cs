using Plane.Contracts.Http;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Domain.Scheduling;
using Plane.State.Buckets;
using Plane.State.Keys;
using Plane.State.Secrets;

namespace Plane.Controller.Connect;

/// <summary>
/// From nothing to a reservation with its fencing token, its id and its record. The order is the protocol's: the entry first, for that is the
/// commit point; the record last, for it is what others look at.
/// </summary>
internal sealed class Granting(ReservationSteps keys, RecordSteps records, ChosenIds ids, ClusterSecrets secrets, GrantGate gate, Entropy entropy)
{
    private const string Replaced = "The controller that scheduled it did not get it started in time.";

    /// <param name="sighting">What is replaced; none for a free key.</param>
    public async Task<Granted> GrantAsync(ConnectOrder order, SpawnOrder spawn, DroneCandidate drone, KeySighting sighting)
    {
        var backend = spawn.ChosenId ?? BackendId.New(entropy);

        // Before the commit point: a secret that cannot be read must not leave a reservation behind.
        var staticToken = spawn.UseStaticToken ? (await secrets.OfAsync(drone.Cluster, CancellationToken.None)).StaticTokenOf(backend) : null;
        var (written, entry) = await keys.ReserveAsync(order, backend, drone, sighting.Revision);
        if (!written.IsStored)
        {
            return new Granted(null, written.Result == WriteResult.Conflict ? AcquireOutcome.LookAgain : Unanswered());
        }

        var reservation = new Reservation(order.Key, entry, written.Revision, drone);
        var resumes = sighting.Entry is { State: KeyEntryState.Reserved } before && before.Backend == backend;
        if (sighting.Entry is { } replaced && !resumes)
        {
            await records.EndScheduledAsync(replaced.Cluster, replaced.Backend, Replaced);
        }

        // Side by side: the gate's word counts only where it was given after the reservation was stored.
        var allowed = gate.AllowsAsync(CancellationToken.None).AsTask();
        if (await keys.FenceAsync(reservation, order.IsRandomKey) is not { } fence || !await allowed)
        {
            return await AbandonAsync(reservation, AcquireOutcome.LookAgain);
        }

        var record = RecordOf(spawn, reservation, staticToken);
        return resumes ? await ResumeAsync(reservation, fence, record) : await CreateAsync(order, spawn, reservation, fence, record);
    }

    private async Task<Granted> CreateAsync(ConnectOrder order, SpawnOrder spawn, Reservation reservation, long fence, BackendRecord record)
    {
        if (spawn.ChosenId is { } id && await ids.ReserveAsync(id, order.Key, record.Cluster) is { IsStored: false } refused)
        {
            return await AbandonAsync(reservation, refused.Result == WriteResult.Conflict ? Taken(id) : Unanswered());
        }

        return await WithRecordAsync(reservation, fence, record, await records.CreateAsync(record));
    }

    /// <summary>The replaced reservation was for the same chosen id: its record, if it came to one, is taken on.</summary>
    private async Task<Granted> ResumeAsync(Reservation reservation, long fence, BackendRecord record) =>
        await WithRecordAsync(reservation, fence, record, await records.CreateOrRetakeAsync(record));

    private async Task<Granted> WithRecordAsync(Reservation reservation, long fence, BackendRecord record, WriteOutcome written) =>
        written.IsStored
            ? new Granted(reservation with { FencingToken = fence, Record = record, RecordRevision = written.Revision }, AcquireOutcome.LookAgain)
            : await AbandonAsync(reservation, written.Result == WriteResult.Conflict ? Taken(record.Backend) : Unanswered());

    /// <summary>Frees the key again: no drone was asked yet, so nobody can have accepted.</summary>
    private async Task<Granted> AbandonAsync(Reservation reservation, AcquireOutcome outcome)
    {
        await keys.ReleaseAsync(reservation);
        return new Granted(null, outcome);
    }

    private static BackendRecord RecordOf(SpawnOrder spawn, Reservation reservation, AccessToken? staticToken) => new()
    {
        Backend = reservation.Entry.Backend,
        Cluster = reservation.Entry.Cluster,
        Drone = reservation.Entry.Drone,
        KeyNamespace = reservation.Key.Namespace,
        KeyName = reservation.Key.Name,
        Status = BackendStatus.Scheduled,
        Image = spawn.Spec.Image,
        Resources = spawn.Spec.Limits,
        Limits = spawn.Limits,
        Subdomain = spawn.Subdomain?.Value,
        HostRouting = spawn.HostRouting,
        StaticTokenHash = staticToken?.Hash,
        RequiresBearerToken = spawn.RequiresBearerToken,
        Ports = [spawn.Spec.Port, .. spawn.Spec.Ports],
        Metadata = spawn.Metadata,
    };

    private static AcquireOutcome Taken(BackendId id) =>
        AcquireOutcome.Failed(new ConnectFault(ErrorKind.FailedToAcquireKey, $"Backend id '{id}' is in use, or was."));

    private static AcquireOutcome Unanswered() => AcquireOutcome.Failed(ConnectFault.Store("A write was not acknowledged."));
}

/// <param name="Reservation">Null where it did not come to one.</param>
/// <param name="Outcome">What to answer in that case.</param>
internal sealed record Granted(Reservation? Reservation, AcquireOutcome Outcome);
