using System.Buffers.Binary;
using System.Text;

namespace Plane.Dns.Protocol;

/// <summary>Writes numbers, names and strings into a span; what does not fit is not written and remembered.</summary>
internal ref struct WireBuffer(Span<byte> span)
{
    private const int MaxString = 255;
    private readonly Span<byte> _span = span;

    public int Length { get; private set; }

    public bool Overflowed { get; private set; }

    public readonly int Capacity => _span.Length;

    public void Skip(int count) => Length += count;

    public void Rewind(int length) => (Length, Overflowed) = (length, false);

    public void Byte(byte value)
    {
        if (Fits(1))
        {
            _span[Length++] = value;
        }
    }

    public void UInt16(ushort value)
    {
        if (Fits(2))
        {
            BinaryPrimitives.WriteUInt16BigEndian(_span[Length..], value);
            Length += 2;
        }
    }

    public void UInt32(uint value)
    {
        if (Fits(4))
        {
            BinaryPrimitives.WriteUInt32BigEndian(_span[Length..], value);
            Length += 4;
        }
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        if (Fits(bytes.Length))
        {
            bytes.CopyTo(_span[Length..]);
            Length += bytes.Length;
        }
    }

    /// <summary>A dotted name of valid labels, uncompressed.</summary>
    public void Name(string name)
    {
        foreach (var range in name.AsSpan().Split('.'))
        {
            var label = name.AsSpan(range);
            if (label.Length > 0 && Fits(label.Length + 1))
            {
                _span[Length++] = (byte)label.Length;
                Length += Encoding.ASCII.GetBytes(label, _span[Length..]);
            }
        }

        Byte(0);
    }

    /// <summary>Character-strings (RFC 1035 §3.3): pieces of at most 255 bytes, each with its length in front; one empty piece for no bytes.</summary>
    public void Strings(ReadOnlySpan<byte> text)
    {
        do
        {
            var piece = text[..Math.Min(text.Length, MaxString)];
            Byte((byte)piece.Length);
            Bytes(piece);
            text = text[piece.Length..];
        }
        while (!text.IsEmpty);
    }

    public readonly void Patch(int offset, ushort value)
    {
        if (!Overflowed)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_span[offset..], value);
        }
    }

    private bool Fits(int count)
    {
        Overflowed |= Length + count > _span.Length;
        return !Overflowed;
    }
}
