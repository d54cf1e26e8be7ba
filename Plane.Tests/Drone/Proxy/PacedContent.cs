using System.Net;
using System.Text;
using System.Threading.Channels;

namespace Plane.Tests.Drone.Proxy;

/// <summary>A request's body of which a test says when each piece goes out.</summary>
internal sealed class PacedContent : HttpContent
{
    private readonly Channel<byte[]> _pieces = Channel.CreateUnbounded<byte[]>();

    public ValueTask SendAsync(string piece) => SendAsync(Encoding.ASCII.GetBytes(piece));

    public ValueTask SendAsync(byte[] piece) => _pieces.Writer.WriteAsync(piece);

    public void End() => _pieces.Writer.Complete();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.FlushAsync(cancellationToken);
        await foreach (var piece in _pieces.Reader.ReadAllAsync(cancellationToken))
        {
            await stream.WriteAsync(piece, cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
