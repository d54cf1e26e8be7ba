using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream.Api;

/// <summary>Any API reply: either <see cref="Error"/> or <see cref="Value"/>.</summary>
internal readonly record struct ApiReply<T>(T? Value, ApiError? Error)
    where T : class;
