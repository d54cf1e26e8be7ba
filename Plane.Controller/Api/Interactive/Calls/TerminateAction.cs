using Plane.Contracts.Json;
using Plane.Controller.Api.Interactive.Access;
using Plane.Controller.Api.Interactive.Protocol;
using Plane.Controller.Api.Statuses;
using Plane.Controller.Lifecycle;
using Plane.Domain.Backends;

namespace Plane.Controller.Api.Interactive.Calls;

/// <summary><c>terminate BACKEND soft|hard</c>: each status until it has ended. Called off it only stops telling: the order stands.</summary>
internal sealed class TerminateAction(BackendViews views, StatusFeed feed, Terminations terminations) : ICallAction
{
    public string Name => "terminate";

    public string Scope => Scopes.Manage;

    public int MinParameters => 2;

    public async Task<CallOutcome> RunAsync(CallContext context, CancellationToken cancel)
    {
        var kind = TerminationKindConverter.Instance.ValueOf(context.Parameters[1]) ?? throw new CallException("the second parameter must be 'soft' or 'hard'");
        var record = CallNames.Find(views, context.Parameters[0]);
        if (!await terminations.RequestAsync(record, kind, cancel))
        {
            return CallOutcome.Failed("NATS does not answer: whether the order stands is not known");
        }

        // The status it is in is no news; one that has ended tells its end.
        return await StatusAction.TellAsync(record.Backend, feed, context, record.Status.IsAlive() ? record.Status : null, cancel);
    }
}
