namespace Plane.State.Conduits;

/// <summary>What one end of a conduit has sent and the other has not dealt with yet: bounded, and kept to be sent again. No IO; not thread-safe.</summary>
internal sealed class SendWindow
{
    /// <summary>Bytes under way at most.</summary>
    public const int Size = 256 * 1024;

    /// <summary>A message counts as so much at least, so that tiny ones do not fill a subscription.</summary>
    private const int LeastCost = 512;

    private readonly Queue<(ulong Number, byte[] Frame)> _kept = new();
    private int _cost;

    /// <summary>Number of the last one; 0 before the first.</summary>
    public ulong Sent { get; private set; }

    public bool HasRoom => _cost < Size;

    /// <returns>The frame to send.</returns>
    public byte[] Add(ConduitContent content, ReadOnlySpan<byte> payload)
    {
        var frame = ConduitFrame.Of(++Sent, content, payload);
        _kept.Enqueue((Sent, frame));
        _cost += CostOf(frame.Length);
        return frame;
    }

    /// <summary>The other end has dealt with all up to this number.</summary>
    public void Forget(ulong consumed)
    {
        while (_kept.TryPeek(out var oldest) && oldest.Number <= consumed)
        {
            _kept.Dequeue();
            _cost -= CostOf(oldest.Frame.Length);
        }
    }

    /// <summary>What the other end lacks.</summary>
    public IReadOnlyList<byte[]> After(ulong received) => [.. _kept.Where(one => one.Number > received).Select(static one => one.Frame)];

    public static int CostOf(int length) => Math.Max(length, LeastCost);
}
