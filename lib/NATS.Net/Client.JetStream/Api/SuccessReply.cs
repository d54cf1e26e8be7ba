namespace NATS.Client.JetStream.Api;

/// <summary>Deletions answer with this.</summary>
internal sealed record SuccessReply(bool Success);
