using Plane.Contracts.Json;
using Plane.Controller.Api.Interactive.Access;
using Plane.Controller.Api.Interactive.Protocol;
using Plane.Controller.Api.Statuses;
using Plane.Domain.Backends;

namespace Plane.Controller.Api.Interactive.Calls;

/// <summary><c>status BACKEND</c>: every status it was in, then each as it is entered, until it has ended.</summary>
internal sealed class StatusAction(BackendViews views, StatusFeed feed) : ICallAction
{
    public string Name => "status";

    public string Scope => Scopes.View;

    public int MinParameters => 1;

    public async Task<CallOutcome> RunAsync(CallContext context, CancellationToken cancel) =>
        await TellAsync(CallNames.Find(views, context.Parameters[0]).Backend, feed, context, after: null, cancel);

    /// <summary>Tells statuses until it has ended.</summary>
    /// <param name="after">Only what comes behind this one; null for all.</param>
    public static async Task<CallOutcome> TellAsync(Domain.Identity.BackendId backend, StatusFeed feed, CallContext context, BackendStatus? after, CancellationToken cancel)
    {
        await foreach (var entry in feed.FollowAsync(backend, cluster: null, after, StatusFeed.NoKeepAlive, cancel))
        {
            if (entry is null)
            {
                continue;
            }

            await context.Output.LineAsync(BackendStatusConverter.Instance.WordOf(entry.Value.Status), cancel);
            if (entry.Value.Status == BackendStatus.Terminated)
            {
                return CallOutcome.With(BackendViews.StatusOf(entry, withLog: true), HttpStatusJson.Default.StatusResponse);
            }
        }

        throw new InvalidOperationException("A feed of statuses ended before its backend.");
    }
}
