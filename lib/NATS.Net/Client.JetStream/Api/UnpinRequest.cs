namespace NATS.Client.JetStream.Api;

/// <summary><c>CONSUMER.UNPIN</c>.</summary>
internal sealed record UnpinRequest(string Group);
