using System.Buffers;
using System.IO.Pipelines;

namespace Plane.Controller.Api.Interactive.Sockets;

/// <summary>A client's text, on its way to its call. While the call does not take it, the client can send no more than fits here.</summary>
internal sealed class CallInput
{
    private const int Waiting = 1024 * 1024;
    private static readonly byte[] LineEnd = "\n"u8.ToArray();
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: Waiting, resumeWriterThreshold: Waiting / 2, useSynchronizationContext: false));

    public async Task AddAsync(ReadOnlyMemory<byte> text, bool endsLine)
    {
        await _pipe.Writer.WriteAsync(text, CancellationToken.None);
        if (endsLine)
        {
            await _pipe.Writer.WriteAsync(LineEnd, CancellationToken.None);
        }
    }

    /// <summary>No more will come.</summary>
    public void End() => _pipe.Writer.Complete();

    /// <summary>Nobody takes any, or any more: what has come is thrown away, and so is what will.</summary>
    public void Close() => _pipe.Reader.Complete();

    /// <returns>0 at the end.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token)
    {
        var read = await _pipe.Reader.ReadAsync(token);
        var taken = read.Buffer.Slice(0, Math.Min(buffer.Length, read.Buffer.Length));
        taken.CopyTo(buffer.Span);

        // What was taken is no more when the pipe goes on.
        var length = (int)taken.Length;
        _pipe.Reader.AdvanceTo(taken.End);
        return length;
    }
}
