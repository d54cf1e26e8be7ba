using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Controller.Api.Rules;
using Plane.Controller.Connect;
using Plane.Controller.Scheduling;

namespace Plane.Controller.Api.Nats;

/// <summary><c>cluster.{c}.drone.{d}.drain</c> (NATS API §1.5.6) and, with <c>drain</c> false, its undo.</summary>
internal sealed class DrainAnswers(DroneBoard board, Drains drains, ILogger<DrainAnswers> log) : RequestAnswers<DrainRequest>(NatsJson.Default.DrainRequest, log)
{
    public override IReadOnlyList<string> Heard => [Subjects.AnyDrain];

    protected override IEnumerable<RequestFault> FaultsOf(DrainRequest request, string subject) =>
    [
        .. SubjectRules.Same(subject.Split('.')[1], request.Cluster.SubjectToken, "$.cluster"),
        .. SubjectRules.Same(subject, Subjects.Drain(request.Cluster, request.Drone), "$.drone"),
    ];

    protected override async Task<byte[]> ActAsync(DrainRequest request, CancellationToken token)
    {
        var (cluster, drone) = (request.Cluster, request.Drone);

        if (!board.CanDrain(cluster, drone))
        {
            return RequestReplies.Error($"$.drone: cluster {cluster} has no drone {drone}", "$.drone");
        }

        var changed = request.Drain ? await drains.WantAsync(cluster, drone, token) : await drains.UndoAsync(cluster, drone, token);
        return changed is null ? RequestReplies.Error(ConnectFault.Store("It did not answer in time.")) : RequestReplies.Null;
    }
}
