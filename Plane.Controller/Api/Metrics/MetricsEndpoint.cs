using System.Text.Json;
using NATS.Client.Core;
using Plane.Contracts.Drones;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Controller.Api.Aliveness;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Statuses;
using Plane.Controller.Api.Streams;
using Plane.Domain.Backends;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.Controller.Api.Metrics;

/// <summary>
/// <c>GET …/b/{backend}/metrics</c>: what it uses, as server-sent events in the form of HTTP API §12.2: what its drone measured last, then each measurement
/// until the backend has ended. A reader that is slow misses some.
/// </summary>
internal sealed class MetricsEndpoint(
    BackendViews views, LiveView<BackendRecord> records, BackendsStore backends, DroneCall drone, JetStream jetStream, EventStreams streams, TimeProvider clock, ErrorAnswers answers)
{
    private const string NoFigures = ": nothing was measured\n\n";
    private static readonly NatsSubOpts Newest = new() { ChannelOpts = new NatsSubChannelOpts { Capacity = 1, FullMode = System.Threading.Channels.BoundedChannelFullMode.DropOldest } };

    /// <param name="cluster">Null for the path without one.</param>
    public async Task AnswerAsync(HttpContext context, string backend, string? cluster)
    {
        var fault = PathRules.FaultOf(backend, cluster);
        var seen = fault is null ? views.Find(backend, cluster) : null;
        fault ??= seen is null ? ApiError.BackendUnknown : seen.Value.Status == BackendStatus.Terminated ? ApiError.BackendEnded : null;
        if (fault is not null)
        {
            await answers.WriteAsync(context, fault);
            return;
        }

        await streams.AnswerAsync(context, writer => SendAsync(context, writer, seen!.Value));
    }

    private async Task SendAsync(HttpContext context, EventWriter writer, BackendRecord record)
    {
        // Before the drone is asked, so that nothing falls between its answer and what follows.
        await using var updates = await jetStream.Connection.SubscribeCoreAsync(
            Subjects.Metrics(record.Cluster, record.Backend), serializer: RawJson<MetricsUpdate>.Of(StateJson.Default.MetricsUpdate), opts: Newest, cancellationToken: writer.Token);
        await jetStream.Connection.PingAsync(writer.Token);
        var reply = await drone.MetricsAsync(record, writer.Token);
        if (await FaultOfAsync(record, reply, writer.Token) is { } fault)
        {
            await answers.WriteAsync(context, fault);
            return;
        }

        await writer.BeginAsync(EventStreams.ContentType);
        if (reply?.Metrics is { } latest)
        {
            await WriteAsync(writer, latest);
        }

        await FollowAsync(writer, record, updates);
    }

    /// <summary>The view may be behind: the leader knows whether it has ended meanwhile, or has not got to its drone yet.</summary>
    private async Task<ApiError?> FaultOfAsync(BackendRecord record, MetricsReply? reply, CancellationToken token) => reply switch
    {
        { IsHere: true } => null,
        _ => ((await backends.ReadAsync(record.Cluster, record.Backend, token)).Entry?.Value.Status ?? record.Status) switch
        {
            BackendStatus.Terminated => ApiError.BackendEnded,
            BackendStatus.Scheduled when reply is not null => null,
            _ => reply is null ? DroneFaults.Silent : DroneFaults.Between,
        },
    };

    private async Task FollowAsync(EventWriter writer, BackendRecord record, INatsSub<MetricsUpdate> updates)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(writer.Token);
        var over = records.EndedAsync(record.Backend, waiting.Token);
        try
        {
            var more = updates.Msgs.WaitToReadAsync(waiting.Token).AsTask();
            while (true)
            {
                await Task.WhenAny(more, over, Task.Delay(streams.KeepAlive, clock, waiting.Token));
                writer.Token.ThrowIfCancellationRequested();
                if (over.IsCompleted)
                {
                    return;
                }

                if (!more.IsCompleted)
                {
                    await writer.WriteAsync(NoFigures);
                    continue;
                }

                while (await more && updates.Msgs.TryRead(out var update))
                {
                    await (update.Data is { } metrics ? WriteAsync(writer, metrics) : Task.CompletedTask);
                }

                more = updates.Msgs.WaitToReadAsync(waiting.Token).AsTask();
            }
        }
        finally
        {
            await waiting.CancelAsync();
            await over.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Task WriteAsync(EventWriter writer, MetricsUpdate one)
    {
        var metrics = new MetricsResponse(
            one.BackendId.Value, one.MemUsed, one.MemTotal, one.MemActive, one.MemInactive, one.MemUnevictable, one.MemLimit, one.CpuUsed, one.SysCpu);
        return writer.WriteAsync($"data: {JsonSerializer.Serialize(metrics, HttpStatusJson.Default.MetricsResponse)}\n\n");
    }
}
