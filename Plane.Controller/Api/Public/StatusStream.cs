using System.Text.Json;
using Plane.Contracts.Json;
using Plane.Contracts.Records;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Statuses;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Backends;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Public;

/// <summary>
/// <c>GET …/b/{backend}/status-stream</c> (HTTP API §1.11): server-sent events, the history first, then what the process's one view sees. An
/// unknown backend has an empty stream, on which it appears should it ever come. Statuses only rise, so nothing is told twice.
/// </summary>
internal sealed class StatusStream(
    LiveView<BackendRecord> view, BackendsStore backends, ControllerOptions options, IHostApplicationLifetime lifetime, ErrorAnswers answers)
{
    private const string KeepAlive = ":\n\n";

    private static readonly BackendStatus[] Statuses = Enum.GetValues<BackendStatus>();

    /// <param name="cluster">Null for the path without one.</param>
    public async Task AnswerAsync(HttpContext context, string backend, string? cluster)
    {
        if (PathRules.FaultOf(backend, cluster) is { } fault)
        {
            await answers.WriteAsync(context, fault);
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-cache";
            await context.Response.StartAsync(ending.Token);
            await FollowAsync(context.Response, BackendId.Parse(backend), cluster is null ? null : ClusterName.Parse(cluster), LastTold(context.Request), ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client left, or the controller stops: either way the stream just ends.
            return;
        }
    }

    /// <summary>What the client says it has seen; anything but a status is ignored.</summary>
    private static BackendStatus? LastTold(HttpRequest request) => BackendStatusConverter.Instance.ValueOf(request.Headers["Last-Event-ID"]);

    private async Task FollowAsync(HttpResponse response, BackendId backend, ClusterName? cluster, BackendStatus? told, CancellationToken token)
    {
        await response.Body.FlushAsync(token);
        while (true)
        {
            if (await NextAsync(backend, cluster, told, token) is not { } seen)
            {
                await response.WriteAsync(KeepAlive, token);
            }
            else
            {
                told = await TellAsync(response, seen, told, token);
            }

            await response.Body.FlushAsync(token);
        }
    }

    /// <returns>Null after a time of silence.</returns>
    private async Task<Seen<BackendRecord>?> NextAsync(BackendId backend, ClusterName? cluster, BackendStatus? told, CancellationToken token)
    {
        try
        {
            return await view.WaitAsync(backend.Value, IsNews, TimeSpan.FromSeconds(options.StreamKeepAliveSeconds), token);
        }
        catch (TimeoutException)
        {
            return null;
        }

        bool IsNews(Seen<BackendRecord>? seen) =>
            seen is not null && (cluster is null || seen.Value.Cluster == cluster) && (told is null || seen.Value.Status > told);
    }

    private async Task<BackendStatus> TellAsync(HttpResponse response, Seen<BackendRecord> seen, BackendStatus? told, CancellationToken token)
    {
        if (!FollowsDirectly(told, seen.Value.Status))
        {
            // What lies between, if anything does, is in the history: a view may skip, and at the start nothing was told.
            foreach (var entry in await backends.HistoryAsync(seen.Value.Cluster, seen.Value.Backend, token))
            {
                if ((told is null || entry.Value.Status > told) && entry.Value.Status < seen.Value.Status)
                {
                    await WriteAsync(response, entry, token);
                    told = entry.Value.Status;
                }
            }
        }

        await WriteAsync(response, seen.Entry, token);
        return seen.Value.Status;
    }

    private static bool FollowsDirectly(BackendStatus? told, BackendStatus next) =>
        Array.IndexOf(Statuses, next) == (told is { } last ? Array.IndexOf(Statuses, last) + 1 : 0);

    private static Task WriteAsync(HttpResponse response, Versioned<BackendRecord> entry, CancellationToken token)
    {
        var json = JsonSerializer.Serialize(BackendViews.StatusOf(entry, withLog: false), HttpStatusJson.Default.StatusResponse);
        return response.WriteAsync($"data: {json}\nid: {BackendStatusConverter.Instance.WordOf(entry.Value.Status)}\n\n", token);
    }
}
