using System.Net.Sockets;

namespace Plane.Drone.Proxy.Sockets;

/// <summary>
/// A connection to a backend by which a client asks for another protocol. The HTTP client above is given the head of the answer and not a byte more, so that the
/// connection can be taken from it where the backend agrees: with it go two buffers that it would keep for as long as the connection lasts, however silent.
/// </summary>
internal sealed class UpgradeStream(Socket socket) : DuplexStream
{
    private readonly NetworkStream _inner = new(socket, ownsSocket: true);
    private byte[] _rest = [];
    private int _restAt;
    private int _matched;
    private bool _isBehindHead;
    private bool _isTaken;

    /// <summary>Set while <see cref="TakeAsync"/> asks which connection is below an answer's body: on this thread, for one call.</summary>
    [ThreadStatic]
    private static bool _isAsked;

    [ThreadStatic]
    private static UpgradeStream? _asked;

    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    /// <summary>Takes the connection from below the body of a 101. From then on it is ended by <see cref="End"/> alone.</summary>
    /// <returns>Null where the client above has read on: what follows is to be had from the body.</returns>
    public static async ValueTask<UpgradeStream?> TakeAsync(HttpContent body)
    {
        var stream = await body.ReadAsStreamAsync();
        (_isAsked, _asked) = (true, null);
        ValueTask<int> read;
        UpgradeStream? below;
        try
        {
            // Nobody waits for data here: a read of nothing arrives at the connection at once, unless there is something in between.
            read = stream.ReadAsync(Memory<byte>.Empty, CancellationToken.None);
        }
        finally
        {
            (_isAsked, below, _asked) = (false, _asked, null);
        }

        if (below is not null)
        {
            await read;
            (below._isTaken, below._isBehindHead) = (true, true);
        }

        return below;
    }

    /// <summary>The backend is told that nothing more comes; what it still has to say can be read.</summary>
    public void EndWriting() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Of a connection that was taken.</summary>
    public void End() => _inner.Dispose();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isAsked && buffer.IsEmpty)
        {
            _asked = this;
            return new(0);
        }

        return _restAt < _rest.Length ? new(ReadRest(buffer.Span)) : _isBehindHead ? _inner.ReadAsync(buffer, cancellationToken) : ReadHeadAsync(buffer, cancellationToken);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
        // Nothing is kept back.
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isTaken)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadHeadAsync(Memory<byte> buffer, CancellationToken token)
    {
        var read = await _inner.ReadAsync(buffer, token);
        var head = LengthOfHead(buffer.Span[..read]);
        if (head < read)
        {
            _rest = buffer[head..read].ToArray();
        }

        return head;
    }

    /// <returns>How much of this belongs to the head.</returns>
    private int LengthOfHead(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            _matched = bytes[i] == HeadEnd[_matched] ? _matched + 1 : bytes[i] == HeadEnd[0] ? 1 : 0;
            if (_matched == HeadEnd.Length)
            {
                _isBehindHead = true;
                return i + 1;
            }
        }

        return bytes.Length;
    }

    private int ReadRest(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _rest.Length - _restAt);
        _rest.AsSpan(_restAt, count).CopyTo(buffer);
        _restAt += count;
        if (_restAt == _rest.Length)
        {
            (_rest, _restAt) = ([], 0);
        }

        return count;
    }
}
