namespace NATS.Client.Core.Protocol;

/// <summary>A stretch of the receive buffer. Absent is an empty slice at 0, where no field can begin.</summary>
internal readonly record struct Slice(int Start, int Length)
{
    public bool IsPresent => Start != 0;

    public Slice Offset(int by) => new(Start + by, Length);

    public ReadOnlySpan<byte> Of(byte[] buffer) => buffer.AsSpan(Start, Length);
}
