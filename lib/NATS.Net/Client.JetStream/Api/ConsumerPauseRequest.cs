namespace NATS.Client.JetStream.Api;

/// <summary><c>CONSUMER.PAUSE</c>; without a time it resumes.</summary>
internal sealed record ConsumerPauseRequest(DateTimeOffset? PauseUntil);
