using System.Buffers;

namespace NATS.Client.Core.Protocol;

/// <summary>
/// Headers and payload of one message while it is being written. Kept per thread, so that publishing allocates nothing;
/// a serializer that publishes in turn gets another one.
/// </summary>
internal sealed class MessageBody : IBufferWriter<byte>
{
    private const int Initial = 1024;

    // A bigger one is not kept.
    private const int Keep = 256 * 1024;

    [ThreadStatic]
    private static MessageBody? _cached;

    private byte[] _buffer = new byte[Initial];

    /// <summary>Bytes of the header block; 0 without headers.</summary>
    public int HeaderLength { get; private set; }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public static MessageBody Rent()
    {
        var body = _cached ?? new MessageBody();
        _cached = null;
        body.Length = 0;
        body.HeaderLength = 0;
        return body;
    }

    public static void Return(MessageBody body)
    {
        if (body._buffer.Length <= Keep)
        {
            _cached = body;
        }
    }

    /// <summary>What was written so far is the header block.</summary>
    public void EndHeaders() => HeaderLength = Length;

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - Length);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsSpan(Length);
    }

    private void MakeRoom(int sizeHint)
    {
        var needed = Length + Math.Max(sizeHint, 1);
        if (needed > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(needed, _buffer.Length * 2));
        }
    }
}
