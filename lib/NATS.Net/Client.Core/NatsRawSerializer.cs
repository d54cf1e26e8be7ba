using System.Buffers;

namespace NATS.Client.Core;

/// <summary>Bytes as they are: byte[], Memory, ReadOnlyMemory, ReadOnlySequence, IMemoryOwner and NatsMemoryOwner of byte. Reading always copies.</summary>
public class NatsRawSerializer<T>(INatsSerializer<T>? next = default) : INatsSerializer<T>
{
    /// <summary>Without a fallback.</summary>
    public static readonly NatsRawSerializer<T> Default = new();

    /// <inheritdoc/>
    public INatsSerializer<T> CombineWith(INatsSerializer<T> next) => new NatsRawSerializer<T>(next);

    /// <inheritdoc/>
    public void Serialize(IBufferWriter<byte> bufferWriter, T value)
    {
        switch (value)
        {
            case byte[] bytes:
                bufferWriter.Write(bytes);
                break;
            case ReadOnlyMemory<byte> memory:
                bufferWriter.Write(memory.Span);
                break;
            case Memory<byte> memory:
                bufferWriter.Write(memory.Span);
                break;
            case ReadOnlySequence<byte> sequence:
                Write(bufferWriter, sequence);
                break;
            case IMemoryOwner<byte> owner:
                using (owner)
                {
                    bufferWriter.Write(owner.Memory.Span);
                }

                break;
            default:
                Next(typeof(T), "serialize").Serialize(bufferWriter, value);
                break;
        }
    }

    /// <inheritdoc/>
    public T? Deserialize(in ReadOnlySequence<byte> buffer)
    {
        if (typeof(T) == typeof(byte[]))
        {
            return buffer.IsEmpty ? default : (T)(object)buffer.ToArray();
        }

        if (typeof(T) == typeof(ReadOnlyMemory<byte>))
        {
            return (T)(object)new ReadOnlyMemory<byte>(buffer.ToArray());
        }

        if (typeof(T) == typeof(Memory<byte>))
        {
            return (T)(object)new Memory<byte>(buffer.ToArray());
        }

        if (typeof(T) == typeof(ReadOnlySequence<byte>))
        {
            return (T)(object)new ReadOnlySequence<byte>(buffer.ToArray());
        }

        if (typeof(T) == typeof(NatsMemoryOwner<byte>) || typeof(T) == typeof(IMemoryOwner<byte>))
        {
            return (T)(object)Pooled(buffer);
        }

        return Next(typeof(T), "deserialize").Deserialize(buffer);
    }

    private static void Write(IBufferWriter<byte> bufferWriter, in ReadOnlySequence<byte> sequence)
    {
        foreach (var segment in sequence)
        {
            bufferWriter.Write(segment.Span);
        }
    }

    private static NatsMemoryOwner<byte> Pooled(in ReadOnlySequence<byte> buffer)
    {
        var owner = NatsMemoryOwner<byte>.Allocate((int)buffer.Length);
        buffer.CopyTo(owner.Span);
        return owner;
    }

    private INatsSerializer<T> Next(Type type, string verb) => next ?? throw new NatsException($"Can't {verb} {type}");
}
