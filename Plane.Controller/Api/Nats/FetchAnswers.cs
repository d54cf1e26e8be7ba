using System.Text.Json;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Controller.Api.Rules;

namespace Plane.Controller.Api.Nats;

/// <summary><c>cluster.{c}.fetch</c> (NATS API §12.2): the backend that has a lock, and none is started.</summary>
internal sealed class FetchAnswers(Scheduler scheduler, ILogger<FetchAnswers> log) : RequestAnswers<FetchRequest>(NatsJson.Default.FetchRequest, log)
{
    public override IReadOnlyList<string> Heard => [Subjects.AnyFetch];

    protected override IEnumerable<RequestFault> FaultsOf(FetchRequest request, string subject) =>
        [.. SubjectRules.Same(subject, Subjects.Fetch(request.Cluster), "$.cluster"), .. ScheduleRules.OfLock(request.Lock)];

    protected override async Task<byte[]> ActAsync(FetchRequest request, CancellationToken token)
    {
        var (scheduled, fault) = await scheduler.FetchAsync(request, token);
        return scheduled is not null ? Reply(new FetchReply(new FetchedBackend(scheduled.Drone, scheduled.BackendId, scheduled.BearerToken)))
            : fault!.Kind == ErrorKind.KeyUnheldNoSpawnConfig ? Reply(FetchReply.NoBackendForLock)
            : RequestReplies.Error(fault);
    }

    private static byte[] Reply(FetchReply reply) => JsonSerializer.SerializeToUtf8Bytes(reply, NatsJson.Default.FetchReply);
}
