using System.Net.Sockets;

namespace Docker.DotNet.Transport;

/// <summary>
/// What is left of an HTTP connection once the engine has taken it over for the raw streams of a process: after <c>101 UPGRADED</c> the
/// response's stream goes both ways; after <c>200</c>, where something on the way dropped the upgrade, the response is only read and the
/// connection below is written.
/// </summary>
internal sealed class HijackedStream(Stream reading, EngineConnection connection, bool upgraded, HttpMessageInvoker owner)
    : HalfClosableStream
{
    private Stream Writing => upgraded ? reading : connection.Stream;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void CloseWrite() => connection.Socket.Shutdown(SocketShutdown.Send);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        reading.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        reading.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => reading.Read(buffer, offset, count);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        Writing.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Writing.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => Writing.Write(buffer, offset, count);

    public override void Flush() => Writing.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => Writing.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reading.Dispose();
            connection.Stream.Dispose();
            owner.Dispose();
        }

        base.Dispose(disposing);
    }
}
