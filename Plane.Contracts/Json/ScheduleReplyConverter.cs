using System.Text.Json.Serialization.Metadata;
using Plane.Contracts.Nats;

namespace Plane.Contracts.Json;

public sealed class ScheduleReplyConverter() : TaggedReplyConverter<ScheduleReply, ScheduledBackend>("NoDroneAvailable")
{
    protected override JsonTypeInfo<ScheduledBackend> BodyType => NatsJson.Default.ScheduledBackend;

    protected override ScheduledBackend? BodyOf(ScheduleReply reply) => reply.Scheduled;

    protected override ScheduleReply ReplyOf(ScheduledBackend? body) => new(body);
}
