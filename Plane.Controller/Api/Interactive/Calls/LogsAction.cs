using Plane.Contracts.Drones;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Controller.Api.Interactive.Access;
using Plane.Controller.Api.Interactive.Protocol;
using Plane.Controller.Api.Interactive.Remote;
using Plane.Controller.Api.Logs;
using Plane.Controller.Api.Statuses;
using Plane.Domain.Backends;
using Plane.State.Backends;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Interactive.Calls;

/// <summary>
/// <c>logs BACKEND</c>: all it has written, then what it writes, until it ends. While it runs its drone tells, from the runtime's own log, at the reader's
/// pace; of one that has ended there are the lines that are kept.
/// </summary>
internal sealed class LogsAction(BackendViews views, DroneConduits conduits, LiveView<BackendRecord> records, BackendLogs logs, TimeProvider clock) : ICallAction
{
    private static readonly LogsQuery All = new(Tail: null, Since: null, After: 0, Events: false, Follow: false);

    public string Name => "logs";

    public string Scope => Scopes.View;

    public int MinParameters => 1;

    public async Task<CallOutcome> RunAsync(CallContext context, CancellationToken cancel)
    {
        var record = await StartedAsync(CallNames.Find(views, context.Parameters[0]), cancel);
        if (record.Status != BackendStatus.Terminated && await TryFollowAsync(record, context, cancel))
        {
            return CallOutcome.Done;
        }

        await TellKeptAsync(record, context, cancel);
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

    /// <returns>False where it had ended before its drone told anything.</returns>
    private async Task<bool> TryFollowAsync(BackendRecord record, CallContext context, CancellationToken cancel)
    {
        var hasTold = false;
        try
        {
            await using var conduit = await conduits.OpenAsync(
                record.Cluster, record.Drone, id => new AttachMessage { Conduit = id, Kind = AttachKind.Logs, Backend = record.Backend }, cancel);
            await DroneWork.FollowAsync(conduit, TakeAsync, cancel);
            return true;
        }
        catch (CallException) when (records.Current.Find(record.Backend.Value) is null or { Value.Status: BackendStatus.Terminated })
        {
            // Its end may take its log away before all was read.
            return hasTold;
        }

        Task TakeAsync(ReadOnlyMemory<byte> text)
        {
            hasTold = true;
            return context.Output.WriteAsync(text, cancel);
        }
    }

    private async Task TellKeptAsync(BackendRecord record, CallContext context, CancellationToken cancel)
    {
        foreach (var line in await new LogFeed(record.Backend, logs, records, StatusFeed.NoKeepAlive, clock).HistoryAsync(All, cancel))
        {
            if (line.Line.Kind != BackendLogKind.Meta)
            {
                await context.Output.LineAsync(line.Line.Text, cancel);
            }
        }
    }
}
