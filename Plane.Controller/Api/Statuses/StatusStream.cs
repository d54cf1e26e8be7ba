using System.Text.Json;
using Plane.Contracts.Json;
using Plane.Contracts.Records;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Streams;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Statuses;

/// <summary>
/// <c>GET …/b/{backend}/status-stream</c> (HTTP API §1.11): a <see cref="StatusFeed"/> as server-sent events. An unknown backend has an empty stream, on which
/// it appears should it ever come; one that is known to be of another cluster than the path's is refused.
/// </summary>
internal sealed class StatusStream(LiveView<BackendRecord> view, StatusFeed feed, EventStreams streams, ErrorAnswers answers)
{
    /// <param name="cluster">Null for the path without one.</param>
    /// <param name="withLog">For <c>/ctrl</c> readers: a failed start comes with its last lines.</param>
    public async Task AnswerAsync(HttpContext context, string backend, string? cluster, bool withLog)
    {
        if (PathRules.FaultOf(backend, cluster) is { } fault)
        {
            await answers.WriteAsync(context, fault);
            return;
        }

        var wanted = cluster is null ? null : ClusterName.Parse(cluster);
        if (wanted is not null && view.Current.Find(backend) is { } seen && seen.Value.Cluster != wanted)
        {
            await answers.WriteAsync(context, ApiError.BackendUnknown);
            return;
        }

        // Anything but a status is ignored.
        var told = BackendStatusConverter.Instance.ValueOf(EventStreams.LastEventId(context.Request));
        await streams.AnswerAsync(context, writer => SendAsync(writer, feed.FollowAsync(BackendId.Parse(backend), wanted, told, streams.KeepAlive, writer.Token), withLog));
    }

    private static async Task SendAsync(EventWriter writer, IAsyncEnumerable<Versioned<BackendRecord>?> statuses, bool withLog)
    {
        await writer.BeginAsync(EventStreams.ContentType);
        await foreach (var entry in statuses)
        {
            await (entry is null
                ? writer.WriteAsync(EventWriter.KeepAlive)
                : writer.WriteAsync(
                    JsonSerializer.Serialize(BackendViews.StatusOf(entry, withLog), HttpStatusJson.Default.StatusResponse),
                    BackendStatusConverter.Instance.WordOf(entry.Value.Status)));
        }
    }
}
