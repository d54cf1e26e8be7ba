namespace NATS.Client.Core;

/// <summary>The server did not answer in time.</summary>
public sealed class NatsTimeoutException(string message) : NatsException(message);
