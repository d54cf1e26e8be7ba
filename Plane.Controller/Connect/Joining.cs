using Plane.Contracts.Http;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Keys;

namespace Plane.Controller.Connect;

/// <summary>Sends a user to the backend that has the key: the token and the touch go out side by side.</summary>
internal sealed class Joining(TokenMint mint, TouchCall touch, KeyLookup lookup, BackendRecords records, LeaseTimings timings)
{
    /// <summary>Of the connect's own four: what is left is for the spawn.</summary>
    private const int WaitsForEnd = 3;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <returns>Null where the backend ended meanwhile, or is only just being taken by its drone: look again.</returns>
    public async Task<ConnectOutcome?> JoinAsync(ConnectOrder order, KeySighting sighting, BackendRecord record, CancellationToken token)
    {
        var entry = sighting.Entry!;
        var minting = mint.MintAsync(record, order.Audience, token);
        var reply = await touch.AskAsync(entry, token);
        var minted = await minting;
        return (reply, minted) switch
        {
            (null, _) => Unhealthy(entry, sighting.Left),
            ({ Status: BackendStatus.Terminated }, _) when await EndsAsync(order, sighting, token) => null,
            ({ Status: null }, _) when await IsBeingTakenAsync(record, token) => null,
            ({ Status: null or BackendStatus.Terminated }, _) => Unhealthy(entry, sighting.Left),
            ({ Status: BackendStatus.Terminating or BackendStatus.HardTerminating }, _) when order.OnTerminating != TerminatingRule.Return => await OnTerminatingAsync(order, record, token),
            (_, null) => ConnectFault.Store("The token was not acknowledged."),
            ({ Status: { } alive }, { } made) => new Connected(entry, record, alive, Spawned: false, made.Token, made.Secret),
        };
    }

    /// <summary>The caller wants no backend that is stopping.</summary>
    /// <returns>Null where it has ended: look again.</returns>
    private async Task<ConnectOutcome?> OnTerminatingAsync(ConnectOrder order, BackendRecord record, CancellationToken token)
    {
        if (order.OnTerminating == TerminatingRule.Wait && await records.EndsAsync(record, timings.ReservationWait * WaitsForEnd, token))
        {
            return null;
        }

        return new ConnectFault(ErrorKind.KeyHeldUnhealthy, $"Backend {record.Backend} is terminating.", Soon);
    }

    /// <summary>The record said terminated or soon will, and then the key goes.</summary>
    private Task<bool> EndsAsync(ConnectOrder order, KeySighting sighting, CancellationToken token) =>
        lookup.WaitForChangeAsync(order.Key, sighting.Revision, timings.ReservationWait, token);

    /// <summary>A drone has the key a moment before it has the backend. It says so by moving the record on.</summary>
    private async Task<bool> IsBeingTakenAsync(BackendRecord record, CancellationToken token) =>
        record.Status == BackendStatus.Scheduled && await records.LeavesScheduledAsync(record, timings.ReservationWait, token);

    /// <summary>The drone does not answer for the backend. Unless it comes back the key is free when the lease is over.</summary>
    public static ConnectFault Unhealthy(KeyEntry entry, TimeSpan left) =>
        new(ErrorKind.KeyHeldUnhealthy, $"Drone {entry.Drone} does not answer for backend {entry.Backend}.", left > TimeSpan.Zero ? left : TimeSpan.FromSeconds(1));
}
