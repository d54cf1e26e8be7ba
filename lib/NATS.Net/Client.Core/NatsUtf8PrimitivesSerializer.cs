using System.Buffers;
using System.Text;

namespace NATS.Client.Core;

/// <summary>
/// Strings as bare UTF-8; numbers, bool, Guid, TimeSpan in invariant text; DateTime and DateTimeOffset as ISO 8601 ("O"); the nullable forms of all.
/// </summary>
public class NatsUtf8PrimitivesSerializer<T>(INatsSerializer<T>? next = default) : INatsSerializer<T>
{
    /// <summary>Without a fallback.</summary>
    public static readonly NatsUtf8PrimitivesSerializer<T> Default = new();

    private static readonly Utf8Primitive<T>? Primitive = Utf8Primitives.Find<T>();

    /// <inheritdoc/>
    public INatsSerializer<T> CombineWith(INatsSerializer<T> next) => new NatsUtf8PrimitivesSerializer<T>(next);

    /// <inheritdoc/>
    public void Serialize(IBufferWriter<byte> bufferWriter, T value)
    {
        if (value is string text)
        {
            Encoding.UTF8.GetBytes(text, bufferWriter);
        }
        else if (Primitive is { } primitive)
        {
            primitive.Write(bufferWriter, value);
        }
        else
        {
            Next("serialize").Serialize(bufferWriter, value);
        }
    }

    /// <inheritdoc/>
    public T? Deserialize(in ReadOnlySequence<byte> buffer)
    {
        if (typeof(T) == typeof(string))
        {
            return buffer.IsEmpty ? default : (T)(object)Encoding.UTF8.GetString(buffer);
        }

        if (Primitive is not { } primitive)
        {
            return Next("deserialize").Deserialize(buffer);
        }

        return buffer.IsEmpty ? default : primitive.Read(buffer.IsSingleSegment ? buffer.FirstSpan : buffer.ToArray());
    }

    private INatsSerializer<T> Next(string verb) => next ?? throw new NatsException($"Can't {verb} {typeof(T)}");
}
