namespace NATS.Client.JetStream;

/// <summary>No heartbeat came for twice its interval; the consumer pulls again.</summary>
public record NatsJSTimeoutNotification : INatsJSNotification
{
    public static readonly NatsJSTimeoutNotification Default = new();

    public string Name => "Timeout";
}
