using Plane.Contracts.Http;
using Plane.Contracts.Records;
using Plane.Controller.Scheduling;
using Plane.Domain.Keys;
using Plane.Domain.Scheduling;
using Plane.State.Keys;

namespace Plane.Controller.Connect;

/// <summary>
/// Brings a backend up for a key that nobody has, or whose reservation leads nowhere (docs/architecture.md, "One backend per key", 1–3). Once
/// begun it runs to its end whoever leaves, so that no half-done acquisition is left behind by an impatient client.
/// </summary>
internal sealed class Acquisition(DroneBoard board, KeyLookup lookup, Granting granting, SpawnRound round, GrantGate gate, LeaseTimings timings, ControllerOptions options, TimeProvider clock)
{
    /// <param name="sighting">The entry as the leader or the fresh view had it: none, reserved, or released by its owner.</param>
    /// <param name="began">Time stamp of the connect's beginning.</param>
    public async Task<AcquireOutcome> AcquireAsync(ConnectOrder order, SpawnOrder spawn, KeySighting sighting, long began)
    {
        if (sighting.Entry is { State: KeyEntryState.Reserved } && !await IsStuckAsync(order, sighting))
        {
            return AcquireOutcome.LookAgain;
        }

        var placement = board.Place(new PlacementRequest(spawn.Cluster!, spawn.Pool, ImageHash.Of(spawn.Spec.Image)));
        if (placement.Candidates.IsEmpty)
        {
            return AcquireOutcome.Failed(new ConnectFault(ErrorKind.NoDroneAvailable, placement.Explanation));
        }

        if (!await GateOpensAsync())
        {
            return AcquireOutcome.Failed(ConnectFault.Store("The store of keys is new: no key is granted until backends of an earlier one would have claimed theirs.", timings.Ttl));
        }

        var granted = await granting.GrantAsync(order, spawn, placement.Candidates[0], sighting);
        return granted.Reservation is { } reservation
            ? await round.RunAsync(reservation, spawn, [.. placement.Candidates.Take(options.MaxCandidates)], began)
            : granted.Outcome;
    }

    /// <summary>Waits for a reservation of somebody else; true where it does not resolve.</summary>
    private async Task<bool> IsStuckAsync(ConnectOrder order, KeySighting sighting)
    {
        if (await lookup.WaitForChangeAsync(order.Key, sighting.Revision, timings.ReservationWait, CancellationToken.None))
        {
            return false;
        }

        return await lookup.AskAsync(order.Key, CancellationToken.None) is { } now && now.Revision == sighting.Revision;
    }

    private async Task<bool> GateOpensAsync()
    {
        if (!gate.IsOpen)
        {
            await Task.WhenAny(gate.Opened, Task.Delay(timings.ReservationWait, clock, CancellationToken.None));
        }

        return gate.IsOpen;
    }
}
