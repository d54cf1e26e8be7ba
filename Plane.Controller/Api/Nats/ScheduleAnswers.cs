using System.Text.Json;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Controller.Api.Rules;

namespace Plane.Controller.Api.Nats;

/// <summary><c>cluster.{c}.schedule</c> (NATS API §1.5.1–1.5.2 and §12, late form).</summary>
internal sealed class ScheduleAnswers(Scheduler scheduler, ILogger<ScheduleAnswers> log) : RequestAnswers<ScheduleRequest>(NatsJson.Default.ScheduleRequest, log)
{
    public override IReadOnlyList<string> Heard => [Subjects.AnySchedule];

    protected override IEnumerable<RequestFault> FaultsOf(ScheduleRequest request, string subject) => ScheduleRules.FaultsOf(request, subject);

    /// <summary>The API has one word for failure; what it does not cover is said as an error.</summary>
    protected override async Task<byte[]> ActAsync(ScheduleRequest request, CancellationToken token)
    {
        var (scheduled, fault) = await scheduler.ScheduleAsync(request, token);
        return fault is null ? Reply(new ScheduleReply(scheduled))
            : fault.Kind == ErrorKind.NoDroneAvailable ? Reply(ScheduleReply.NoDroneAvailable)
            : RequestReplies.Error(fault);
    }

    private static byte[] Reply(ScheduleReply reply) => JsonSerializer.SerializeToUtf8Bytes(reply, NatsJson.Default.ScheduleReply);
}
