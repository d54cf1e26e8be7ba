using System.Buffers;

namespace NATS.Client.Core;

/// <summary>Writes a value as a payload. Null never gets here: a null value is sent as an empty payload.</summary>
public interface INatsSerialize<in T>
{
    /// <summary>Appends the bytes of <paramref name="value"/> to <paramref name="bufferWriter"/>; throws <see cref="NatsException"/> for a type it cannot write.</summary>
    void Serialize(IBufferWriter<byte> bufferWriter, T value);
}
