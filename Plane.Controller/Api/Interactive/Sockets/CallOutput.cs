using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using Plane.Contracts.Interactive;
using Plane.Controller.Api.Interactive.Protocol;

namespace Plane.Controller.Api.Interactive.Sockets;

/// <summary>
/// What a call says, on its way to the client: in order, nothing left out, and no more of it in memory than a client that is slow is owed. A call that is
/// called off does not wait for that client.
/// </summary>
internal sealed class CallOutput : IDisposable
{
    private const int Waiting = 256 * 1024;
    private const int SegmentSize = 32 * 1024;
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: Waiting, resumeWriterThreshold: Waiting / 2, minimumSegmentSize: SegmentSize, useSynchronizationContext: false));
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Returns when there is room for more. Of a client that is gone nothing is kept.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> text, CancellationToken token)
    {
        await _turn.WaitAsync(token);
        try
        {
            await _pipe.Writer.WriteAsync(text, token);
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task LineAsync(string line, CancellationToken token) => WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), token);

    /// <summary>No more will be said.</summary>
    public void Finish() => _pipe.Writer.Complete();

    /// <summary>Sends until <see cref="Finish"/> and the last byte.</summary>
    /// <exception cref="WebSocketException">The connection is lost.</exception>
    public async Task SendAsync(WebSocket socket, Dialect dialect)
    {
        var (repair, framer) = (new Utf8Repair(), new TextFramer(dialect));
        try
        {
            while (true)
            {
                var read = await _pipe.Reader.ReadAsync(CancellationToken.None);
                foreach (var segment in read.Buffer)
                {
                    await SendAsync(socket, framer.Add(repair.Add(segment)));
                }

                _pipe.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    await SendAsync(socket, framer.Add(repair.Finish()).Concat(framer.Finish()));
                    return;
                }
            }
        }
        finally
        {
            await _pipe.Reader.CompleteAsync();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static async Task SendAsync(WebSocket socket, IEnumerable<TextPiece> pieces)
    {
        foreach (var piece in pieces)
        {
            await socket.SendAsync(piece.Bytes, WebSocketMessageType.Text, piece.EndsMessage, CancellationToken.None);
        }
    }
}
