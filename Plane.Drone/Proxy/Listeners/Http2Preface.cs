using System.Buffers;
using System.IO.Pipelines;

namespace Plane.Drone.Proxy.Listeners;

/// <summary>Tells a client that speaks HTTP/2 without having asked (RFC 9113 §3.3) by its first bytes, and leaves them where they are.</summary>
internal static class Http2Preface
{
    /// <summary>Who says nothing for so long is no such client; the server's own limits go on from here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static ReadOnlySpan<byte> Text => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    public static async ValueTask<bool> IsNextAsync(PipeReader input, TimeProvider clock, CancellationToken closed)
    {
        if (input.TryRead(out var first) && Look(input, first) is { } known)
        {
            return known;
        }

        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, closed);
        try
        {
            while (true)
            {
                if (Look(input, await input.ReadAsync(either.Token)) is { } told)
                {
                    return told;
                }
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <returns>Null while it may be one.</returns>
    private static bool? Look(PipeReader input, in ReadResult read)
    {
        Span<byte> begin = stackalloc byte[Text.Length];
        var seen = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, Text.Length));
        seen.CopyTo(begin);
        begin = begin[..(int)seen.Length];
        bool? told = !begin.SequenceEqual(Text[..begin.Length]) || read.IsCompleted || read.IsCanceled ? false : begin.Length == Text.Length ? true : null;
        input.AdvanceTo(read.Buffer.Start, told is null ? read.Buffer.End : read.Buffer.Start);
        return told;
    }
}
