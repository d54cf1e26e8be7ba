using System.Text.Json;
using NATS.Client.Core;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Rules;
using Plane.Controller.Connect;

namespace Plane.Controller.Api.Nats;

/// <summary>From the bytes of a schedule request to the bytes of its reply (NATS API §1.5.2, late form).</summary>
internal sealed class ScheduleAnswers(Scheduler scheduler, ILogger<ScheduleAnswers> log)
{
    /// <param name="subject">Where it arrived.</param>
    public async Task<byte[]> AnswerAsync(string subject, byte[]? body, CancellationToken token)
    {
        try
        {
            var request = JsonSerializer.Deserialize(body.AsSpan(), NatsJson.Default.ScheduleRequest);
            return request is null
                ? Error(new RequestFault("$", "an object is expected"))
                : ScheduleRules.FaultsOf(request, subject).FirstOrDefault() is { } fault ? Error(fault) : await ScheduleAsync(request, token);
        }
        catch (JsonException exception)
        {
            return Error(new RequestFault(JsonFaults.PathOf(exception), JsonFaults.ProblemOf(exception)));
        }
    }

    private async Task<byte[]> ScheduleAsync(ScheduleRequest request, CancellationToken token)
    {
        try
        {
            var (scheduled, fault) = await scheduler.ScheduleAsync(request, token);
            return scheduled is null ? Refusal(fault!) : Reply(new ScheduleReply(scheduled));
        }
        catch (NatsException exception)
        {
            log.StoreFailed(exception);
            return Refusal(ConnectFault.Store("A read failed."));
        }
    }

    /// <summary>The API has one word for failure; what it does not cover is said as an error, for silence would cost the client its whole timeout.</summary>
    private static byte[] Refusal(ConnectFault fault) =>
        fault.Kind == ErrorKind.NoDroneAvailable ? Reply(ScheduleReply.NoDroneAvailable) : Error(fault.Message, field: null);

    private static byte[] Reply(ScheduleReply reply) => JsonSerializer.SerializeToUtf8Bytes(reply, NatsJson.Default.ScheduleReply);

    private static byte[] Error(RequestFault fault) => Error(fault.Message, fault.Path);

    private static byte[] Error(string message, string? field) =>
        JsonSerializer.SerializeToUtf8Bytes(new ErrorReply(new RequestError(message, field)), NatsJson.Default.ErrorReply);
}
