using Plane.Contracts.Drones;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Contracts.Records;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Statuses;
using Plane.Domain.Backends;
using Plane.State.Backends;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Aliveness;

/// <summary><c>GET …/b/{backend}/activity</c>: asked of the drone at the moment; of a backend that has ended, its end.</summary>
internal sealed class ActivityEndpoint(BackendViews views, BackendsStore backends, DroneCall drone, TimeProvider clock, ErrorAnswers answers)
{
    private static readonly ActivityView NotThereYet = new(0, [], null, null, "not ready yet", null);

    /// <param name="cluster">Null for the path without one.</param>
    public async Task AnswerAsync(HttpContext context, string backend, string? cluster)
    {
        if (PathRules.FaultOf(backend, cluster) is { } fault)
        {
            await answers.WriteAsync(context, fault);
            return;
        }

        if (views.Find(backend, cluster) is not { } seen)
        {
            await answers.WriteAsync(context, ApiError.BackendUnknown);
            return;
        }

        var (activity, error) = await LookAsync(seen.Entry, context.RequestAborted);
        if (activity is null)
        {
            await answers.WriteAsync(context, error!);
            return;
        }

        await context.Response.WriteAsJsonAsync(activity, HttpStatusJson.Default.ActivityResponse, contentType: null, context.RequestAborted);
    }

    private async Task<(ActivityResponse? Activity, ApiError? Error)> LookAsync(Versioned<BackendRecord> entry, CancellationToken token)
    {
        if (entry.Value.Status is BackendStatus.Terminated)
        {
            return (Ended(entry), null);
        }

        var reply = await drone.ActivityAsync(entry.Value, token);
        if (reply?.Activity is { } view)
        {
            return (ResponseOf(entry, view), null);
        }

        // The view may be behind: the leader knows whether it has ended meanwhile, or has not got there yet.
        var now = (await backends.ReadAsync(entry.Value.Cluster, entry.Value.Backend, token)).Entry ?? entry;
        return now.Value.Status switch
        {
            BackendStatus.Terminated => (Ended(now), null),
            BackendStatus.Scheduled when reply is not null => (ResponseOf(now, NotThereYet), null),
            _ => (null, reply is null ? DroneFaults.Silent : DroneFaults.Between),
        };
    }

    private static ActivityResponse Ended(Versioned<BackendRecord> entry)
    {
        var record = entry.Value;
        return new ActivityResponse(record.Backend.Value, record.Cluster.Value, record.Drone.Value, BackendViews.StatusOf(entry, withLog: true), null, null, null, null, null, null);
    }

    private ActivityResponse ResponseOf(Versioned<BackendRecord> entry, ActivityView view)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return Ended(entry) with
        {
            Open = view.Open,
            Connections = [.. view.Connections.Select(one => new ConnectionSummary(one.Peer, one.Route, one.Method, one.Path, one.UserAgent, now - one.AgeMilliseconds, now - one.QuietMilliseconds))],
            IdleSince = now - view.IdleMilliseconds,
            StopsAt = now + view.StopsInMilliseconds,
            Why = view.Why,
            LifetimeEnds = now + view.LifetimeLeftMilliseconds,
        };
    }
}
