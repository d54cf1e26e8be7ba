using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Controller.Api.Rules;
using Plane.Controller.Connect;
using Plane.Controller.Lifecycle;
using Plane.Domain.Backends;
using Plane.State.Backends;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Nats;

/// <summary>
/// <c>cluster.{c}.backend.{b}.terminate</c> (NATS API §1.5.7), a soft termination. The leader is asked, not the view: the backend may have been scheduled by another controller just now.
/// </summary>
internal sealed class TerminateAnswers(BackendsStore backends, Terminations terminations, ILogger<TerminateAnswers> log)
    : RequestAnswers<TerminationRequest>(NatsJson.Default.TerminationRequest, log)
{
    public override IReadOnlyList<string> Heard => [Subjects.AnyTerminate];

    protected override IEnumerable<RequestFault> FaultsOf(TerminationRequest request, string subject) =>
    [
        .. SubjectRules.Same(subject.Split('.')[1], request.ClusterId.SubjectToken, "$.cluster_id"),
        .. SubjectRules.Same(subject, Subjects.Terminate(request.ClusterId, request.BackendId), "$.backend_id"),
    ];

    protected override async Task<byte[]> ActAsync(TerminationRequest request, CancellationToken token)
    {
        var read = await backends.ReadAsync(request.ClusterId, request.BackendId, token);
        if (read.Result == ReadResult.Missing)
        {
            // As of that generation's drones, which all answered, whether they had it or not.
            log.NothingToEnd(request.BackendId.Value, request.ClusterId.Value);
            return RequestReplies.Null;
        }

        return read.Entry is { } entry && await terminations.RequestAsync(entry.Value, TerminationKind.Soft, token)
            ? RequestReplies.Null
            : RequestReplies.Error(ConnectFault.Store("It did not answer in time."));
    }
}
