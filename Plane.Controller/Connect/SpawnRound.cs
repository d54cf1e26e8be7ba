using System.Collections.Immutable;
using Plane.Contracts.Http;
using Plane.Controller.Scheduling;
using Plane.Domain.Keys;
using Plane.Domain.Scheduling;
using Plane.State.Buckets;

namespace Plane.Controller.Connect;

/// <summary>
/// Offers a reserved backend to one drone after the other. Between two offers the entry is replaced at r0, so that the drone before can no longer
/// accept; where that fails it did accept, or the key is somebody else's.
/// </summary>
internal sealed class SpawnRound(ReservationSteps keys, RecordSteps records, SpawnCall call, DroneBoard board)
{
    private const string Refused = "No drone took it.";

    public async Task<AcquireOutcome> RunAsync(Reservation reservation, SpawnOrder spawn, ImmutableArray<DroneCandidate> candidates, long began)
    {
        var refusals = new List<string>();
        foreach (var candidate in candidates)
        {
            if (candidate != reservation.Candidate)
            {
                var (moved, outcome) = await MoveAsync(reservation, candidate);
                if (moved is null)
                {
                    return outcome;
                }

                reservation = moved;
            }

            board.CountPlacement(candidate.Cluster, candidate.Drone);
            var reply = await call.AskAsync(reservation, spawn, began);
            if (reply.Accepted)
            {
                return AcquireOutcome.Accepted(HeldBy(reservation), reservation.Record!);
            }

            refusals.Add($"{candidate.Drone}: {reply.Refusal ?? "refused"}");
        }

        return await GiveUpAsync(reservation, refusals);
    }

    /// <summary>The entry first, then the record: a drone that still accepts in between fails at the entry.</summary>
    private async Task<(Reservation? Moved, AcquireOutcome Outcome)> MoveAsync(Reservation reservation, DroneCandidate next)
    {
        var (replaced, entry) = await keys.MoveAsync(reservation, next);
        if (!replaced.IsStored)
        {
            return (null, await AfterLossAsync(reservation));
        }

        var moved = reservation with { Entry = entry, Revision = replaced.Revision, Candidate = next };
        var written = await records.MoveAsync(reservation.Record!, reservation.RecordRevision, next);
        if (!written.IsStored)
        {
            await keys.ReleaseAsync(moved);
            await records.EndScheduledAsync(entry.Cluster, entry.Backend, Refused);
            return (null, AcquireOutcome.LookAgain);
        }

        return (moved with { Record = moved.Record! with { Drone = next.Drone }, RecordRevision = written.Revision }, AcquireOutcome.LookAgain);
    }

    private async Task<AcquireOutcome> GiveUpAsync(Reservation reservation, List<string> refusals)
    {
        if ((await keys.ReleaseAsync(reservation)).Result == WriteResult.Conflict)
        {
            return await AfterLossAsync(reservation);
        }

        await records.EndScheduledAsync(reservation.Record!, reservation.RecordRevision, Refused);
        return AcquireOutcome.Failed(new ConnectFault(
            ErrorKind.NoDroneAvailable, $"Every drone that was asked for backend {reservation.Entry.Backend} failed: {string.Join("; ", refusals)}."));
    }

    /// <summary>The entry is not what was written: the leader says whether the own drone accepted after all.</summary>
    private async Task<AcquireOutcome> AfterLossAsync(Reservation reservation)
    {
        var read = await keys.ReadAsync(reservation.Key);
        if (read.Result == ReadResult.Unanswered)
        {
            return AcquireOutcome.Failed(ConnectFault.Store("Whether a drone accepted is not known."));
        }

        if (ConnectPolicy.AcceptedAfterAll(read.Entry?.Value, reservation.Entry.Backend))
        {
            return AcquireOutcome.Accepted(read.Entry!.Value, reservation.Record!);
        }

        await records.EndScheduledAsync(reservation.Entry.Cluster, reservation.Entry.Backend, Refused);
        return AcquireOutcome.LookAgain;
    }

    private static KeyEntry HeldBy(Reservation reservation) => reservation.Entry with
    {
        State = KeyEntryState.Held,
        Incarnation = reservation.Candidate.Incarnation,
        FencingToken = reservation.FencingToken,
    };
}
