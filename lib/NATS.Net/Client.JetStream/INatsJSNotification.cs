namespace NATS.Client.JetStream;

/// <summary>Something a consumer coped with: see the notification handlers of the consume, fetch and next options.</summary>
public interface INatsJSNotification
{
    string Name { get; }
}
