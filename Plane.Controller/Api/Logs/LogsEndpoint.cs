using System.Globalization;
using System.Text.Json;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Statuses;
using Plane.Controller.Api.Streams;
using Plane.Domain.Identity;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.Controller.Api.Logs;

/// <summary>
/// <c>GET …/b/{backend}/logs</c>: what the backend wrote, one JSON object a line, or server-sent events where those are accepted (the id is the line's
/// place in the stream, and a client that comes back with it goes on from there). Query: <c>tail</c>, <c>since</c>, <c>follow</c> (<see cref="LogsQuery"/>).
/// </summary>
internal sealed class LogsEndpoint(
    BackendViews views, LiveView<BackendRecord> records, BackendLogs logs, JetStream jetStream, EventStreams streams, TimeProvider clock, ErrorAnswers answers)
{
    private const string TooSlow = "lines were lost: this reader was too slow";

    /// <param name="cluster">Null for the path without one.</param>
    public async Task AnswerAsync(HttpContext context, string backend, string? cluster)
    {
        var fault = LogsQuery.TryRead(context.Request, out var query);
        fault = PathRules.FaultOf(backend, cluster) ?? fault ?? (views.Find(backend, cluster) is null ? ApiError.BackendUnknown : null);
        if (fault is not null)
        {
            await answers.WriteAsync(context, fault);
            return;
        }

        await streams.AnswerAsync(context, writer => SendAsync(writer, BackendId.Parse(backend), query));
    }

    private async Task SendAsync(EventWriter writer, BackendId backend, LogsQuery query)
    {
        // Before the history is read, so that no line falls between the two.
        await using var signals = query.Follow ? await LineSignals.ListenAsync(jetStream.Connection, backend, writer.Token) : null;
        var feed = new LogFeed(backend, logs, records, streams.KeepAlive, clock);
        var history = await feed.HistoryAsync(query, writer.Token);
        var before = signals?.Count ?? 0;
        await writer.BeginAsync(query.Events ? EventStreams.ContentType : "application/x-ndjson");
        foreach (var line in history)
        {
            await WriteAsync(writer, line, query.Events);
        }

        if (signals is not null)
        {
            await FollowAsync(writer, feed, feed.FollowAsync(signals, before, writer.Token), query.Events);
        }
    }

    private async Task FollowAsync(EventWriter writer, LogFeed feed, IAsyncEnumerable<StoredLine?> lines, bool events)
    {
        await foreach (var line in lines.WithCancellation(writer.Token))
        {
            if (line is not null)
            {
                await WriteAsync(writer, line, events);
            }
            else if (events)
            {
                await writer.WriteAsync(EventWriter.KeepAlive);
            }
        }

        if (feed.FellBehind)
        {
            await writer.WriteAsync(events ? $": {TooSlow}\n\n" : JsonOf(clock.GetUtcNow(), BackendLogKind.Meta, TooSlow) + "\n");
        }
    }

    private static Task WriteAsync(EventWriter writer, StoredLine line, bool events)
    {
        var json = JsonOf(line.Time, line.Line.Kind, line.Line.Text);
        return events ? writer.WriteAsync(json, line.Sequence.ToString(CultureInfo.InvariantCulture)) : writer.WriteAsync(json + "\n");
    }

    private static string JsonOf(DateTimeOffset time, BackendLogKind kind, string text) =>
        JsonSerializer.Serialize(new LogLineResponse(time.ToUnixTimeMilliseconds(), kind, text), HttpStatusJson.Default.LogLineResponse);
}
