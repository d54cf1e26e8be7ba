using System.Buffers.Binary;

namespace Plane.State.Conduits;

/// <summary>
/// What goes over NATS between the ends of a conduit.
/// <code>
/// data  = %x01 number content payload
/// state = %x02 sent received consumed flags
/// number, sent, received, consumed = 8OCTET ; big-endian
/// content, flags = OCTET
/// </code>
/// </summary>
/// <param name="Number">Of a data frame, from 1.</param>
/// <param name="State">Null in a data frame.</param>
internal readonly record struct ConduitFrame(ulong Number, ConduitMessage Message, EndState? State)
{
    public const int DataHeader = 10;
    private const byte Data = 1;
    private const byte StateMark = 2;
    private const int StateLength = 26;

    public static byte[] Of(ulong number, ConduitContent content, ReadOnlySpan<byte> payload)
    {
        var bytes = new byte[DataHeader + payload.Length];
        bytes[0] = Data;
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(1), number);
        bytes[9] = (byte)content;
        payload.CopyTo(bytes.AsSpan(DataHeader));
        return bytes;
    }

    public static byte[] Of(EndState state)
    {
        var bytes = new byte[StateLength];
        bytes[0] = StateMark;
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(1), state.Sent);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(9), state.Received);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(17), state.Consumed);
        bytes[25] = (byte)state.Flags;
        return bytes;
    }

    /// <returns>False for what is neither.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out ConduitFrame frame)
    {
        var span = bytes.Span;
        frame = default;
        if (span.Length >= DataHeader && span[0] == Data)
        {
            frame = new ConduitFrame(BinaryPrimitives.ReadUInt64BigEndian(span[1..]), new ConduitMessage((ConduitContent)span[9], bytes[DataHeader..]), null);
            return true;
        }

        if (span.Length == StateLength && span[0] == StateMark)
        {
            frame = new ConduitFrame(0, default, new EndState(
                BinaryPrimitives.ReadUInt64BigEndian(span[1..]), BinaryPrimitives.ReadUInt64BigEndian(span[9..]), BinaryPrimitives.ReadUInt64BigEndian(span[17..]), (EndFlags)span[25]));
            return true;
        }

        return false;
    }
}

/// <summary>How one end stands.</summary>
/// <param name="Sent">Number of the last data frame it has sent.</param>
/// <param name="Received">Up to which number it has all.</param>
/// <param name="Consumed">Up to which number it has dealt with all: there is room for as much again.</param>
internal readonly record struct EndState(ulong Sent, ulong Received, ulong Consumed, EndFlags Flags);

[Flags]
internal enum EndFlags : byte
{
    None = 0,

    /// <summary>What comes behind <see cref="EndState.Received"/> was lost: send it again.</summary>
    Resend = 1,

    /// <summary>Give up what this is about, and clean up.</summary>
    Abort = 2,

    /// <summary>Nothing of it is left at this end.</summary>
    Gone = 4,
}
