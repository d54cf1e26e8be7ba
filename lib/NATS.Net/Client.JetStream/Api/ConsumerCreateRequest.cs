using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream.Api;

/// <summary><c>CONSUMER.CREATE</c>; <paramref name="Action"/> is null (both), <c>create</c> or <c>update</c>.</summary>
internal sealed record ConsumerCreateRequest(string StreamName, ConsumerConfig Config, string? Action);
