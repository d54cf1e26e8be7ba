using Plane.Contracts.Records;
using Plane.Controller.Scheduling;
using Plane.Domain.Backends;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Intents;
using Plane.State.Keys;

namespace Plane.Controller.Lifecycle;

/// <summary>
/// Ends records that nobody else will: scheduled ones that no reservation names any more, and those of vanished drones once the leader no longer
/// has the key for them (docs/architecture.md, "One backend per key", 3 and 5). Every controller runs one; compare-and-set lets one win.
/// </summary>
internal sealed class Reaper(
    LiveView<BackendRecord> view,
    BackendsStore backends,
    KeysStore keys,
    EndedBackends ended,
    DroneBoard board,
    ReaperDuties duties,
    ILogger<Reaper> log) : BackgroundService
{
    private const string Unstarted = "It was scheduled, and its key was given up before a drone took it.";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await view.Listed.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await duties.NextRoundAsync(stoppingToken);
                await SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                log.RoundBroke(exception);
            }
        }
    }

    private async Task SweepAsync(CancellationToken token)
    {
        foreach (var seen in view.Current.Entries.Values)
        {
            var record = seen.Value;
            switch (duties.Decide(seen, board.IsGone(record.Cluster, record.Drone)))
            {
                case ReaperAction.EndUnstarted when await IsWithoutKeyAsync(record, token):
                    await EndAsync(seen, TerminationReason.InternalError, new BackendFailure(record.Status, Unstarted, []), token);
                    break;
                case ReaperAction.MarkLost when await IsWithoutKeyAsync(record, token):
                    await EndAsync(seen, TerminationReason.Lost, failure: null, token);
                    break;
                case ReaperAction.Forget:
                    await ForgetAsync(seen, token);
                    break;
                default:
                    break;
            }
        }
    }

    private async Task<bool> IsWithoutKeyAsync(BackendRecord record, CancellationToken token) =>
        await keys.IsHeldByAsync(record.KeyNamespace, record.KeyName, record.Backend, token) == false;

    private async Task EndAsync(Seen<BackendRecord> seen, TerminationReason reason, BackendFailure? failure, CancellationToken token)
    {
        var record = seen.Value;

        // A conflict means that its drone or another controller was quicker.
        if ((await backends.UpdateAsync(record.Ended(reason, failure), seen.Revision, token)).IsStored)
        {
            log.Ended(record.Backend, record.Drone, reason);
        }
    }

    private async Task ForgetAsync(Seen<BackendRecord> seen, CancellationToken token)
    {
        if ((await ended.ForgetAsync(seen.Value, seen.Revision, token)).IsStored)
        {
            log.Forgotten(seen.Value.Backend);
        }
    }
}
