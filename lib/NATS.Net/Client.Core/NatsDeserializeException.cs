namespace NATS.Client.Core;

/// <summary>A payload could not be read.</summary>
public sealed class NatsDeserializeException(byte[] rawData, Exception exception) : NatsException("Exception during deserialization", exception)
{
    /// <summary>The payload as it came.</summary>
    public byte[] RawData { get; } = rawData;
}
