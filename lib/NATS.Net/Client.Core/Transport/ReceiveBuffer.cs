using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Transport;

/// <summary>The bytes that have come in and have not been read yet, in one piece.</summary>
internal sealed class ReceiveBuffer(int size, int maxPayload)
{
    private int _start;
    private int _end;
    private int _needed;

    public byte[] Bytes { get; private set; } = new byte[size];

    /// <summary>Takes the next frame out; positions in it count from the start of <see cref="Bytes"/>.</summary>
    public bool TryRead(out ServerFrame frame)
    {
        var used = ServerFrameParser.Read(Bytes.AsSpan(_start, _end - _start), maxPayload, out frame);
        if (used == 0)
        {
            _needed = frame.Length;
            return false;
        }

        frame.Offset(_start);
        _start += used;
        return true;
    }

    /// <summary>Room for the next bytes, enough for the rest of a frame whose length is known.</summary>
    public Memory<byte> Free()
    {
        var held = _end - _start;
        if (held == 0)
        {
            _start = _end = 0;
            Bytes = Bytes.Length > size && _needed <= size ? new byte[size] : Bytes;
        }

        var wanted = Math.Max(_needed, held + (size / 4));
        if (Bytes.Length - _start < wanted)
        {
            var target = wanted > Bytes.Length ? new byte[Math.Max(wanted, Bytes.Length * 2)] : Bytes;
            Bytes.AsSpan(_start, held).CopyTo(target);
            Bytes = target;
            _start = 0;
            _end = held;
        }

        return Bytes.AsMemory(_end);
    }

    public void Received(int count)
    {
        _end += count;
        _needed = 0;
    }
}
