using System.Collections.Immutable;
using System.Text.Json;
using NATS.Client.Core;
using Plane.Contracts.Json;
using Plane.Contracts.Records;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Streams;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Backends;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Statuses;

/// <summary>
/// <c>GET …/b/{backend}/status-stream</c> (HTTP API §1.11): server-sent events, the history first, then what the process's one view sees. An
/// unknown backend has an empty stream, on which it appears should it ever come; one that is known to be of another cluster than the path's is refused. Statuses only rise, so nothing is told twice. A stream costs one
/// read of the history at most, and no consumer.
/// </summary>
internal sealed class StatusStream(LiveView<BackendRecord> view, BackendsStore backends, EventStreams streams, TimeProvider clock, ErrorAnswers answers, ILogger<StatusStream> log) : IDisposable
{
    /// <summary>Histories read at once; each is a consumer of the store's for a moment.</summary>
    private const int ReadsAtOnce = 32;

    private static readonly TimeSpan ReadAgain = TimeSpan.FromSeconds(1);
    private static readonly BackendStatus[] Statuses = Enum.GetValues<BackendStatus>();
    private readonly SemaphoreSlim _reads = new(ReadsAtOnce);

    /// <param name="cluster">Null for the path without one.</param>
    /// <param name="withLog">For <c>/ctrl</c> readers: a failed start comes with its last lines.</param>
    public async Task AnswerAsync(HttpContext context, string backend, string? cluster, bool withLog)
    {
        if (PathRules.FaultOf(backend, cluster) is { } fault)
        {
            await answers.WriteAsync(context, fault);
            return;
        }

        var wanted = new Wanted(BackendId.Parse(backend), cluster is null ? null : ClusterName.Parse(cluster), withLog);
        if (view.Current.Find(backend) is { } seen && !wanted.IsIn(seen.Value.Cluster))
        {
            await answers.WriteAsync(context, ApiError.BackendUnknown);
            return;
        }

        // Anything but a status is ignored.
        var told = BackendStatusConverter.Instance.ValueOf(EventStreams.LastEventId(context.Request));
        await streams.AnswerAsync(context, writer => FollowAsync(writer, wanted, told));
    }

    public void Dispose() => _reads.Dispose();

    private async Task FollowAsync(EventWriter writer, Wanted wanted, BackendStatus? told)
    {
        await writer.BeginAsync(EventStreams.ContentType);
        while (true)
        {
            if (await NextAsync(wanted, told, writer.Token) is not { } seen)
            {
                await writer.WriteAsync(EventWriter.KeepAlive);
            }
            else if (await MissedAsync(seen, told, writer.Token) is { } missed)
            {
                told = await TellAsync(writer, wanted, [.. missed, seen.Entry]);
            }
            else
            {
                await Task.Delay(ReadAgain, clock, writer.Token);
            }
        }
    }

    /// <returns>Null after a time of silence.</returns>
    private async Task<Seen<BackendRecord>?> NextAsync(Wanted wanted, BackendStatus? told, CancellationToken token)
    {
        try
        {
            return await view.WaitAsync(wanted.Backend.Value, IsNews, streams.KeepAlive, token);
        }
        catch (TimeoutException)
        {
            return null;
        }

        bool IsNews(Seen<BackendRecord>? seen) =>
            seen is not null && wanted.IsIn(seen.Value.Cluster) && (told is null || seen.Value.Status > told);
    }

    /// <summary>What lies between, if anything does, is in the history: a view may skip, and at the start nothing was told.</summary>
    /// <returns>Null where the store did not answer.</returns>
    private async Task<IEnumerable<Versioned<BackendRecord>>?> MissedAsync(Seen<BackendRecord> seen, BackendStatus? told, CancellationToken token)
    {
        if (FollowsDirectly(told, seen.Value.Status))
        {
            return [];
        }

        await _reads.WaitAsync(token);
        try
        {
            var history = await backends.HistoryAsync(seen.Value.Cluster, seen.Value.Backend, token);
            return history.Where(entry => (told is null || entry.Value.Status > told) && entry.Value.Status < seen.Value.Status);
        }
        catch (NatsException exception)
        {
            log.HistoryUnread(exception, seen.Value.Backend);
            return null;
        }
        finally
        {
            _reads.Release();
        }
    }

    private static async Task<BackendStatus> TellAsync(EventWriter writer, Wanted wanted, ImmutableArray<Versioned<BackendRecord>> entries)
    {
        foreach (var entry in entries.DistinctBy(static entry => entry.Value.Status))
        {
            await writer.WriteAsync(
                JsonSerializer.Serialize(BackendViews.StatusOf(entry, wanted.WithLog), HttpStatusJson.Default.StatusResponse),
                BackendStatusConverter.Instance.WordOf(entry.Value.Status));
        }

        return entries[^1].Value.Status;
    }

    private static bool FollowsDirectly(BackendStatus? told, BackendStatus next) =>
        Array.IndexOf(Statuses, next) == (told is { } last ? Array.IndexOf(Statuses, last) + 1 : 0);

    private sealed record Wanted(BackendId Backend, ClusterName? Cluster, bool WithLog)
    {
        public bool IsIn(ClusterName cluster) => Cluster is null || Cluster == cluster;
    }
}
