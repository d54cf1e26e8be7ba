namespace NATS.Client.JetStream;

/// <summary>A status of the server that ended a pull, such as 409 Leadership Change.</summary>
public record NatsJSProtocolNotification(string Name, int HeaderCode, string HeaderMessageText) : INatsJSNotification;
