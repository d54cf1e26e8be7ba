namespace Plane.Drone.Proxy.Sockets;

/// <summary>Follows the frames of one direction of a WebSocket (RFC 6455 §5.2) as bytes of any partition go by, and keeps none of them.</summary>
internal struct FrameMeter
{
    private const int FinalBits = 0x0f;
    private const int LengthBits = 0x7f;
    private const int MaskBit = 0x80;
    private const int ShortLength = 126;
    private const int LongLength = 127;
    private const int CloseOpcode = 8;

    private Part _part;
    private byte _lengthBytes;
    private byte _maskBytes;
    private long _payload;

    private enum Part : byte
    {
        First,
        Second,
        Length,
        Mask,
        Payload,
    }

    /// <summary>Whether what comes next begins a frame: only there another one can be put in between.</summary>
    public readonly bool IsBetweenFrames => _part == Part.First;

    /// <summary>A close frame has begun: it is the last of its direction (§5.5.1).</summary>
    public bool SawClose { get; private set; }

    /// <summary>Frames that were neither ping nor pong nor close.</summary>
    public long DataFrames { get; private set; }

    /// <param name="toFrameEnd">Stop at the end of the first frame that ends in these bytes.</param>
    /// <returns>How many bytes were followed.</returns>
    public int Feed(ReadOnlySpan<byte> bytes, bool toFrameEnd = false)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            at += Step(bytes[at..]);
            if (toFrameEnd && IsBetweenFrames)
            {
                break;
            }
        }

        return at;
    }

    private int Step(ReadOnlySpan<byte> bytes)
    {
        switch (_part)
        {
            case Part.First:
                Begin(bytes[0] & FinalBits);
                return 1;
            case Part.Second:
                Measure(bytes[0]);
                return 1;
            case Part.Length:
                _payload = (_payload << 8) | bytes[0];
                _lengthBytes--;
                Next();
                return 1;
            case Part.Mask:
                _maskBytes--;
                Next();
                return 1;
            default:
                var taken = (int)Math.Min(bytes.Length, _payload);
                _payload -= taken;
                Next();
                return taken;
        }
    }

    private void Begin(int opcode)
    {
        SawClose |= opcode == CloseOpcode;
        DataFrames += opcode < CloseOpcode ? 1 : 0;
        _part = Part.Second;
    }

    private void Measure(byte second)
    {
        var length = second & LengthBits;
        _lengthBytes = length switch { ShortLength => 2, LongLength => 8, _ => 0 };
        _maskBytes = (second & MaskBit) == 0 ? (byte)0 : (byte)4;
        _payload = _lengthBytes == 0 ? length : 0;
        Next();
    }

    // The highest bit of a long length must be 0 (§5.2): who sets it has nothing behind the header for us.
    private void Next() => _part = _lengthBytes > 0 ? Part.Length : _maskBytes > 0 ? Part.Mask : _payload > 0 ? Part.Payload : Part.First;
}
