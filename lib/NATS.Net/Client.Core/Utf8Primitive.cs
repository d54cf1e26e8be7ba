using System.Buffers;

namespace NATS.Client.Core;

/// <summary>How one type is written and read as text.</summary>
internal abstract class Utf8Primitive<T>
{
    public abstract void Write(IBufferWriter<byte> output, T value);

    public abstract T Read(ReadOnlySpan<byte> text);
}
