namespace NATS.Client.Core;

/// <summary>A header block could not be read.</summary>
public sealed class NatsHeaderParseException(byte[] rawData, Exception exception) : NatsException("Exception parsing headers", exception)
{
    /// <summary>The block as it came.</summary>
    public byte[] RawData { get; } = rawData;
}
