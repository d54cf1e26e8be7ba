using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Keys;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Connection;
using Plane.State.Time;

namespace Plane.Controller.Lifecycle;

/// <summary>
/// Sees to it that the end of every backend is in the stream of states: of those that a controller ended, and of those whose drone was gone before it had
/// told. Each controller does; the stream takes it once.
/// </summary>
internal sealed class EndTeller(
    LiveView<BackendRecord> view, StateHistory states, NatsContact contact, ServerClock serverClock, LeaseTimings timings, TimeProvider clock, ILogger<EndTeller> log) : BackgroundService
{
    private const int PerRound = 500;
    private const int AtOnce = 8;

    /// <summary>Beyond this the stream has let go of the states, or is about to: their absence proves nothing.</summary>
    private static readonly TimeSpan Provable = PlaneBuckets.StatesKept - TimeSpan.FromHours(1);

    private readonly Dictionary<string, ulong> _told = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await view.Listed.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!contact.IsLost)
                {
                    await RoundAsync(stoppingToken);
                }

                await Task.Delay(timings.RetryEvery, clock, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                log.TellingBroke(exception);
                await Task.Delay(timings.RetryEvery, clock, stoppingToken);
            }
        }
    }

    private async Task RoundAsync(CancellationToken token)
    {
        var entries = view.Current.Entries;
        foreach (var gone in _told.Keys.Where(key => !entries.ContainsKey(key)).ToList())
        {
            _told.Remove(gone);
        }

        var due = entries.Where(pair => IsDue(pair.Key, pair.Value)).Take(PerRound).Chunk(AtOnce);
        foreach (var some in due)
        {
            var told = await Task.WhenAll(some.Select(pair => TellAsync(pair.Value, token)));
            foreach (var (pair, _) in some.Zip(told).Where(static one => one.Second))
            {
                _told[pair.Key] = pair.Value.Revision;
            }
        }
    }

    private bool IsDue(string key, Seen<BackendRecord> seen) =>
        seen.Value.Status == BackendStatus.Terminated && _told.GetValueOrDefault(key) != seen.Revision && (IsOurs(seen.Value) || clock.Elapsed() - seen.At > timings.RetryEvery * 2);

    /// <summary>Nobody else will tell it. What a drone ended, it is given the time to tell itself.</summary>
    private static bool IsOurs(BackendRecord record) => record.Reason == TerminationReason.Lost || record.LastStatus is null or BackendStatus.Scheduled;

    private async Task<bool> TellAsync(Seen<BackendRecord> seen, CancellationToken token) =>
        (serverClock.Now ?? clock.GetUtcNow()) - seen.Entry.Created > Provable || await states.CatchUpAsync(seen.Value, seen.Revision, token);
}
