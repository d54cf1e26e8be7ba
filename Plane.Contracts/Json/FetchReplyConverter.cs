using System.Text.Json.Serialization.Metadata;
using Plane.Contracts.Nats;

namespace Plane.Contracts.Json;

public sealed class FetchReplyConverter() : TaggedReplyConverter<FetchReply, FetchedBackend>("NoBackendForLock")
{
    protected override JsonTypeInfo<FetchedBackend> BodyType => NatsJson.Default.FetchedBackend;

    protected override FetchedBackend? BodyOf(FetchReply reply) => reply.Scheduled;

    protected override FetchReply ReplyOf(FetchedBackend? body) => new(body);
}
