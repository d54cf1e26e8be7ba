using System.Net.Security;

namespace NATS.Client.Core.Transport;

/// <summary>TLS over another transport.</summary>
internal sealed class TlsTransport(SslStream stream) : INatsSocketConnection
{
    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> buffer)
    {
        var writing = stream.WriteAsync(buffer);
        return writing.IsCompletedSuccessfully ? new ValueTask<int>(buffer.Length) : AwaitAsync(writing, buffer.Length);
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => stream.ReadAsync(buffer);

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private static async ValueTask<int> AwaitAsync(ValueTask writing, int length)
    {
        await writing;
        return length;
    }
}
