namespace Plane.Dns.Protocol;

/// <summary>
/// Records as they will be on the wire, made once by <see cref="RecordSetBuilder"/> and copied into every answer. Pointers to the zone's own name
/// are left open: that name stands at the end of the question, wherever that ends.
/// </summary>
/// <param name="wire">The records one after the other.</param>
/// <param name="starts">Where each begins, and where the last ends.</param>
/// <param name="apexPointers">Offsets of the open pointers.</param>
internal sealed class RecordSet(RecordType type, byte[] wire, int[] starts, int[] apexPointers)
{
    /// <summary>Of the first record.</summary>
    public RecordType Type => type;

    public int Count => starts.Length - 1;

    public ReadOnlySpan<byte> Wire => wire;

    /// <summary>One record, its pointers open.</summary>
    public ReadOnlySpan<byte> this[int index] => wire.AsSpan(starts[index], starts[index + 1] - starts[index]);

    /// <summary>Writes as many whole records as fit, in turn with <paramref name="first"/> in front.</summary>
    /// <param name="apex">Offset of the zone's name in the message.</param>
    /// <returns>How many.</returns>
    public int Write(Span<byte> output, ref int length, int apex, uint first)
    {
        var turn = apexPointers.Length > 0 || Count < 2 ? 0 : (int)(first % (uint)Count);
        if (length + wire.Length > output.Length)
        {
            return WriteSome(output, ref length, apex);
        }

        var cut = starts[turn];
        wire.AsSpan(cut).CopyTo(output[length..]);
        wire.AsSpan(0, cut).CopyTo(output[(length + wire.Length - cut)..]);
        Point(output[length..], wire.Length, apex);
        length += wire.Length;
        return Count;
    }

    private int WriteSome(Span<byte> output, ref int length, int apex)
    {
        var count = 0;
        while (length + starts[count + 1] <= output.Length)
        {
            count++;
        }

        wire.AsSpan(0, starts[count]).CopyTo(output[length..]);
        Point(output[length..], starts[count], apex);
        length += starts[count];
        return count;
    }

    private void Point(Span<byte> written, int count, int apex)
    {
        foreach (var at in apexPointers)
        {
            if (at < count)
            {
                written[at] = (byte)(0xC0 | (apex >> 8));
                written[at + 1] = (byte)apex;
            }
        }
    }
}
