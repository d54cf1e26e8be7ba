using System.Globalization;
using System.Text;
using Plane.Contracts.Drones;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Controller.Api.Interactive.Access;
using Plane.Controller.Api.Interactive.Protocol;
using Plane.Controller.Api.Interactive.Remote;
using Plane.Controller.Api.Logs;
using Plane.Controller.Api.Statuses;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Backends;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Interactive.Calls;

/// <summary>
/// <c>logs BACKEND</c>: all it has written, then what it writes, until it ends. While it runs its drone tells, from the runtime's own log, at the reader's
/// pace; when its container is gone, the rest comes from the lines that are kept.
/// </summary>
internal sealed class LogsAction(BackendViews views, DroneConduits conduits, LiveView<BackendRecord> records, BackendLogs logs, TimeProvider clock) : ICallAction
{
    private static readonly LogsQuery All = new(Tail: null, Since: null, After: 0, Events: false, Follow: false);

    /// <summary>How long after its output a backend may take to have ended, by its record.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    /// <summary>Two streams of one store are not written in step: a last line may be stored just after the record that says it is over.</summary>
    private static readonly TimeSpan LastLines = TimeSpan.FromMilliseconds(250);

    public string Name => "logs";

    public string Scope => Scopes.View;

    public int MinParameters => 1;

    public async Task<CallOutcome> RunAsync(CallContext context, CancellationToken cancel)
    {
        var record = await StartedAsync(CallNames.Find(views, context.Parameters[0]), cancel);
        var told = record.Status == BackendStatus.Terminated ? default : await FollowAsync(record, context, cancel);
        await TellKeptAsync(record.Backend, told, context, cancel);
        return CallOutcome.Done;
    }

    /// <summary>Before it runs it has written nothing.</summary>
    private async Task<BackendRecord> StartedAsync(BackendRecord record, CancellationToken cancel)
    {
        while (record.Status < BackendStatus.Waiting)
        {
            try
            {
                var seen = await records.WaitAsync(record.Backend.Value, static seen => seen is null || seen.Value.Status >= BackendStatus.Waiting, StatusFeed.NoKeepAlive, cancel);
                record = seen?.Value ?? record with { Status = BackendStatus.Terminated };
            }
            catch (TimeoutException)
            {
                // It takes its time: a wait has to have some limit.
                continue;
            }
        }

        return record;
    }

    /// <summary>Until it has ended. Where its runtime breaks off before that, it is taken up again.</summary>
    /// <returns>How far it was told.</returns>
    private async Task<OutputPosition> FollowAsync(BackendRecord record, CallContext context, CancellationToken cancel)
    {
        string? place = null;
        do
        {
            try
            {
                await using var conduit = await conduits.OpenAsync(
                    record.Cluster, record.Drone, id => new AttachMessage { Conduit = id, Kind = AttachKind.Logs, Backend = record.Backend, After = place }, cancel);
                await DroneWork.FollowAsync(conduit, text => context.Output.WriteAsync(text, cancel), cancel, told => place = told);
            }
            catch (CallException)
            {
                // Its end may take its log away before all was read.
                if (!await IsEndedAsync(record, cancel))
                {
                    throw;
                }
            }
        }
        while (!await IsEndedAsync(record, cancel));
        return OutputPosition.TryParse(place, out var position) ? position : default;
    }

    private async Task<bool> IsEndedAsync(BackendRecord record, CancellationToken cancel)
    {
        try
        {
            await records.WaitAsync(record.Backend.Value, static seen => seen is null or { Value.Status: BackendStatus.Terminated }, EndLimit, cancel);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <param name="told">What is not told again.</param>
    /// <exception cref="CallException">There is a gap: the reader was too slow.</exception>
    private async Task TellKeptAsync(BackendId backend, OutputPosition told, CallContext context, CancellationToken cancel)
    {
        await Task.Delay(LastLines, clock, cancel);
        var kept = (await new LogFeed(backend, logs, records, StatusFeed.NoKeepAlive, clock).HistoryAsync(All, cancel)).Where(static line => line.Line.Kind != BackendLogKind.Meta).ToList();
        var rest = kept.Where(line => !IsTold(line, told)).ToList();
        foreach (var line in rest)
        {
            await context.Output.WriteAsync(Encoding.UTF8.GetBytes(line.Place.GoesOn ? line.Line.Text : line.Line.Text + "\n"), cancel);
        }

        if (told != default && rest.Count > 0 && rest.Count == kept.Count)
        {
            throw new CallException(string.Create(CultureInfo.InvariantCulture, $"lines may be missing before the last {rest.Count}: the backend ended while this reader was behind, and only these are kept"));
        }
    }

    private static bool IsTold(StoredLine line, OutputPosition told)
    {
        // Without a place it is of no drone's making.
        var isError = line.Line.Kind == BackendLogKind.Stderr;
        return told != default && line.Place.Position != default && told.Covers(isError, isError ? line.Place.Position.Errors : line.Place.Position.Output);
    }
}
