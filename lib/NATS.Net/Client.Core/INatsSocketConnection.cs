namespace NATS.Client.Core;

/// <summary>The byte stream under a connection.</summary>
public interface INatsSocketConnection : IAsyncDisposable
{
    /// <summary>Sends from the start of the buffer; returns how many bytes went out.</summary>
    ValueTask<int> SendAsync(ReadOnlyMemory<byte> buffer);

    /// <summary>Receives into the buffer; 0 means that the peer has closed.</summary>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer);
}
