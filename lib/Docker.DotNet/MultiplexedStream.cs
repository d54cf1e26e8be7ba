using System.Buffers.Binary;
using System.Text;
using Docker.DotNet.Transport;

namespace Docker.DotNet;

/// <summary>
/// The streams of a process over one connection. Read by one caller at a time; writing alongside is fine. Disposing it closes the
/// connection, and so does cancelling a read.
/// </summary>
/// <remarks>
/// <code>
/// stream = *frame                     without a terminal; with one: raw bytes, all of them standard output
/// frame  = type 3*3%x00 length payload
/// type   = %x00 / %x01 / %x02         stdin, stdout, stderr
/// length = 4OCTET                     big-endian
/// </code>
/// </remarks>
public class MultiplexedStream : IDisposable
{
    private const int HeaderLength = 8;
    private const int LengthOffset = 4;
    private const int CopySize = 81920;

    private readonly Stream _stream;
    private readonly bool _multiplexed;
    private readonly byte[] _header = new byte[HeaderLength];
    private TargetStream _target;
    private long _remaining;

    /// <param name="stream">Disposed together with this.</param>
    /// <param name="multiplexed">Whether it is framed; it is not when the process has a terminal.</param>
    public MultiplexedStream(Stream stream, bool multiplexed)
    {
        _stream = stream;
        _multiplexed = multiplexed;
    }

    /// <summary>Where a piece of output comes from.</summary>
    public enum TargetStream
    {
        StandardIn,
        StandardOut,
        StandardError,
    }

    /// <summary>Reads a piece of one stream; an empty one (<see cref="ReadResult.EOF"/>) is the end of all.</summary>
    /// <exception cref="EndOfStreamException">The connection ended inside a frame.</exception>
    /// <exception cref="IOException">A frame is of none of the three streams: mostly, the container has a terminal after all.</exception>
    public async Task<ReadResult> ReadOutputAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (!_multiplexed)
        {
            var raw = await _stream.ReadAsync(buffer.AsMemory(offset, count), cancellationToken);
            return new ReadResult { Count = raw, Target = TargetStream.StandardOut };
        }

        while (_remaining == 0)
        {
            if (!await ReadHeaderAsync(cancellationToken))
            {
                return default;
            }
        }

        var wanted = (int)Math.Min(count, _remaining);
        var read = await _stream.ReadAsync(buffer.AsMemory(offset, wanted), cancellationToken);
        if (read == 0 && wanted > 0)
        {
            throw new EndOfStreamException();
        }

        _remaining -= read;
        return new ReadResult { Count = read, Target = _target };
    }

    /// <summary>All output there will be, as UTF-8.</summary>
    public async Task<(string stdout, string stderr)> ReadOutputToEndAsync(CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        await CopyOutputToAsync(Stream.Null, output, error, cancellationToken);
        return (Text(output), Text(error));
    }

    /// <summary>Sorts all output there will be into three streams.</summary>
    public async Task CopyOutputToAsync(Stream stdin, Stream stdout, Stream stderr, CancellationToken cancellationToken)
    {
        var buffer = new byte[CopySize];
        while (true)
        {
            var result = await ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken);
            if (result.EOF)
            {
                return;
            }

            var target = result.Target switch
            {
                TargetStream.StandardIn => stdin,
                TargetStream.StandardOut => stdout,
                _ => stderr,
            };
            await target.WriteAsync(buffer.AsMemory(0, result.Count), cancellationToken);
        }
    }

    /// <summary>Sends everything of <paramref name="input"/> to standard input; the input stays open (see <see cref="CloseWrite"/>).</summary>
    public Task CopyFromAsync(Stream input, CancellationToken cancellationToken) => input.CopyToAsync(_stream, CopySize, cancellationToken);

    public Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        _stream.WriteAsync(buffer, offset, count, cancellationToken);

    /// <summary>Ends standard input; output goes on. Does nothing on a stream that is only read.</summary>
    public void CloseWrite() => (_stream as HalfClosableStream)?.CloseWrite();

    public void Dispose()
    {
        _stream.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);

    private async Task<bool> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        var read = await _stream.ReadAtLeastAsync(_header, HeaderLength, throwOnEndOfStream: false, cancellationToken);
        if (read is > 0 and < HeaderLength)
        {
            throw new EndOfStreamException();
        }

        if (read == 0)
        {
            return false;
        }

        _target = _header[0] <= (byte)TargetStream.StandardError ? (TargetStream)_header[0] : throw new IOException("unknown stream type");
        _remaining = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(LengthOffset));
        return true;
    }

    /// <summary>What a read brought.</summary>
    public struct ReadResult
    {
        /// <summary>Bytes.</summary>
        public int Count { get; set; }

        public TargetStream Target { get; set; }

        public readonly bool EOF => Count == 0;
    }
}
