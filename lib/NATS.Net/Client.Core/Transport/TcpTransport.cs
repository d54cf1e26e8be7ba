using System.Net.Sockets;

namespace NATS.Client.Core.Transport;

/// <summary>A plain TCP socket.</summary>
internal sealed class TcpTransport(Socket socket) : INatsSocketConnection
{
    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> buffer) => socket.SendAsync(buffer, SocketFlags.None);

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => socket.ReceiveAsync(buffer, SocketFlags.None);

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
