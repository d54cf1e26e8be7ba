namespace NATS.Client.JetStream;

/// <summary>Something of JetStream did not come in its time; <see cref="Type"/> says what.</summary>
public class NatsJSTimeoutException : NatsJSException
{
    internal NatsJSTimeoutException(string type)
        : base($"{type} timed out.") => Type = type;

    public string Type { get; }
}
