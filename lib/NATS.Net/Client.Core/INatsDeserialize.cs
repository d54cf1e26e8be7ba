using System.Buffers;

namespace NATS.Client.Core;

/// <summary>Reads a value from a payload.</summary>
public interface INatsDeserialize<out T>
{
    /// <summary>The buffer is only valid during the call: copy what is to be kept. An empty buffer yields the default.</summary>
    T? Deserialize(in ReadOnlySequence<byte> buffer);
}
