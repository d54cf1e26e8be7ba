using System.Text.Json;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Statuses;
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
    BackendViews views,
    LiveView<BackendRecord> records,
    BackendLogs logs,
    JetStream jetStream,
    ControllerOptions options,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ErrorAnswers answers)
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

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await SendAsync(context.Response, BackendId.Parse(backend), query, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client left, or the controller stops: either way the stream just ends.
            return;
        }
    }

    private async Task SendAsync(HttpResponse response, BackendId backend, LogsQuery query, CancellationToken token)
    {
        // Before the history is read, so that no line falls between the two.
        await using var signals = query.Follow ? await LineSignals.ListenAsync(jetStream.Connection, backend, token) : null;
        var feed = new LogFeed(backend, logs, records, TimeSpan.FromSeconds(options.StreamKeepAliveSeconds), clock);
        var history = await feed.HistoryAsync(query, token);
        var before = signals?.Count ?? 0;
        response.ContentType = query.Events ? LogsQuery.EventStream : "application/x-ndjson";
        response.Headers.CacheControl = "no-cache";
        await response.StartAsync(token);
        foreach (var line in history)
        {
            await WriteAsync(response, line, query.Events, token);
        }

        await response.Body.FlushAsync(token);
        if (signals is not null)
        {
            await FollowAsync(response, feed, feed.FollowAsync(signals, before, token), query.Events, token);
        }
    }

    private async Task FollowAsync(HttpResponse response, LogFeed feed, IAsyncEnumerable<StoredLine?> lines, bool events, CancellationToken token)
    {
        await foreach (var line in lines.WithCancellation(token))
        {
            if (line is not null)
            {
                await WriteAsync(response, line, events, token);
            }
            else if (events)
            {
                await response.WriteAsync(":\n\n", token);
            }

            await response.Body.FlushAsync(token);
        }

        if (feed.FellBehind)
        {
            await response.WriteAsync(events ? $": {TooSlow}\n\n" : JsonOf(clock.GetUtcNow(), BackendLogKind.Meta, TooSlow) + "\n", token);
        }
    }

    private static Task WriteAsync(HttpResponse response, StoredLine line, bool events, CancellationToken token)
    {
        var json = JsonOf(line.Time, line.Line.Kind, line.Line.Text);
        return response.WriteAsync(events ? $"data: {json}\nid: {line.Sequence}\n\n" : json + "\n", token);
    }

    private static string JsonOf(DateTimeOffset time, BackendLogKind kind, string text) =>
        JsonSerializer.Serialize(new LogLineResponse(time.ToUnixTimeMilliseconds(), kind, text), HttpStatusJson.Default.LogLineResponse);
}
