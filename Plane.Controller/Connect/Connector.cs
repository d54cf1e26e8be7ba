using Plane.Contracts.Http;
using Plane.Contracts.Records;
using Plane.Domain.Keys;
using Plane.State.Buckets;

namespace Plane.Controller.Connect;

/// <summary>Answers a connect: with the backend that has the key, or with a new one (HTTP API §1.5.3). One key's acquisitions share one flight.</summary>
internal sealed class Connector(
    KeyLookup lookup, BackendRecords records, Joining joining, Acquisition acquisition, TokenMint mint, ConnectGuard guard, LeaseTimings timings, TimeProvider clock)
{
    private const int MaxLosses = 3;
    private readonly SingleFlight<AcquireOutcome> _flights = new();

    private TimeSpan Limit => timings.ReservationWait * 4;

    public async Task<ConnectOutcome> ConnectAsync(ConnectOrder order, CancellationToken token)
    {
        using var span = ControllerTraces.Source.StartActivity("connect");
        var outcome = await guard.RunAsync(limited => TryAsync(order, limited), token);
        span?.SetTag("plane.backend", outcome.Connected?.Entry.Backend.Value)
            .SetTag("plane.spawned", outcome.Connected?.Spawned)
            .SetTag("plane.fault", outcome.Fault?.Kind.ToString());
        return outcome;
    }

    private async Task<ConnectOutcome> TryAsync(ConnectOrder order, CancellationToken token)
    {
        var began = clock.GetTimestamp();
        var losses = 0;
        for (var first = true; losses < MaxLosses && clock.GetElapsedTime(began) < Limit; first = false)
        {
            var step = await StepAsync(order, first, began, token);
            if (step.Outcome is { } outcome)
            {
                return outcome;
            }

            losses += step.IsLoss ? 1 : 0;
        }

        return new ConnectFault(ErrorKind.FailedToAcquireKey);
    }

    private async Task<Step> StepAsync(ConnectOrder order, bool first, long began, CancellationToken token)
    {
        var sighting = await LookAsync(order, first, token);
        return (sighting, ConnectPolicy.Judge(sighting?.Entry, order.Tag)) switch
        {
            (null, _) => ConnectFault.Store("Its leader could not be asked in time."),
            (_, KeyStanding.OtherTag) => new ConnectFault(ErrorKind.KeyHeld),
            (_, KeyStanding.Held) => await MeetAsync(order, sighting, began, token),
            (_, KeyStanding.Reserved) when order.Spawn is null => await AwaitAsync(order, sighting, token),
            _ => await AcquireAsync(order, sighting, began, token),
        };
    }

    /// <summary>After a loss the view may be what misled: then the leader is asked.</summary>
    private ValueTask<KeySighting?> LookAsync(ConnectOrder order, bool first, CancellationToken token)
    {
        if (!first)
        {
            return lookup.AskAsync(order.Key, token);
        }

        return order.IsRandomKey ? ValueTask.FromResult<KeySighting?>(KeySighting.None) : lookup.FindAsync(order.Key, token);
    }

    private async Task<Step> MeetAsync(ConnectOrder order, KeySighting sighting, long began, CancellationToken token)
    {
        var entry = sighting.Entry!;
        var read = await records.FindAsync(entry, token);
        return read switch
        {
            { Entry: { Value: { } gone } } when ConnectPolicy.OwnerReleased(entry, gone.Status, gone.Reason, gone.FencingToken) =>
                await AcquireAsync(order, sighting, began, token),
            { Entry: { Value: { } record } } => await JoinAsync(order, sighting, record, token),
            { Result: ReadResult.Missing } => Joining.Unhealthy(entry, sighting.Left),
            _ => ConnectFault.Store("The backend's record could not be read."),
        };
    }

    private async Task<Step> JoinAsync(ConnectOrder order, KeySighting sighting, BackendRecord record, CancellationToken token) =>
        await joining.JoinAsync(order, sighting, record, token) is { } outcome ? outcome : Step.Again;

    /// <summary>Without a spawn configuration only the outcome of somebody else's spawn will do.</summary>
    private async Task<Step> AwaitAsync(ConnectOrder order, KeySighting sighting, CancellationToken token) =>
        await lookup.WaitForChangeAsync(order.Key, sighting.Revision, timings.ReservationWait, token)
            ? Step.Again
            : new ConnectFault(ErrorKind.FailedToAcquireKey, "A spawn is under way and does not come to an end.");

    private async Task<Step> AcquireAsync(ConnectOrder order, KeySighting sighting, long began, CancellationToken token)
    {
        if (order.Spawn is not { } spawn)
        {
            return new ConnectFault(ErrorKind.KeyUnheldNoSpawnConfig);
        }

        if (spawn.Cluster is null)
        {
            return new ConnectFault(ErrorKind.NoClusterProvided);
        }

        // Orders that want different things of one key do not share a flight; the entry decides between them.
        var flight = $"{order.Key.Hash} {spawn.Cluster} {spawn.ChosenId} {order.Tag.Length} {order.Tag}{spawn.Pool}";
        var (acquired, joined) = await _flights.RunAsync(flight, () => acquisition.AcquireAsync(order, spawn, sighting, began), token);
        return acquired switch
        {
            { Fault: { } fault } => fault,
            { Entry: { } entry, Record: { } record } => await FinishAsync(order, entry, record, spawned: !joined, token),
            _ => joined ? Step.Again : Step.Loss,
        };
    }

    /// <summary>A backend that a drone accepted just now: nobody need touch it, for its idle clock has not begun.</summary>
    private async Task<Step> FinishAsync(ConnectOrder order, KeyEntry entry, BackendRecord record, bool spawned, CancellationToken token)
    {
        var seen = records.SeenAsync(record, token);
        var minted = await mint.MintAsync(record, order.Audience, token);
        await seen;
        return minted is null
            ? ConnectFault.Store("The token was not acknowledged.")
            : new Connected(entry, record, record.Status, spawned, minted.Token, minted.Secret);
    }

    /// <summary>One look at the key: an outcome, or none because the key moved.</summary>
    private readonly record struct Step(ConnectOutcome? Outcome, bool IsLoss)
    {
        public static Step Again => new(null, false);

        /// <summary>An own acquisition was lost to somebody else.</summary>
        public static Step Loss => new(null, true);

        public static implicit operator Step(ConnectFault fault) => new(fault, false);

        public static implicit operator Step(Connected connected) => new(connected, false);

        public static implicit operator Step(ConnectOutcome outcome) => new(outcome, false);
    }
}
