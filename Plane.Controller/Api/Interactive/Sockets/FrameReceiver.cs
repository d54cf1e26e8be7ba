using System.Buffers;
using System.Net.WebSockets;
using Plane.Controller.Api.Interactive.Protocol;

namespace Plane.Controller.Api.Interactive.Sockets;

/// <summary>Receives a client's frames until it closes or is lost. Text goes to the input as it comes; binary messages are kept until they are whole.</summary>
/// <param name="longestCall">Bytes of the first message; a longer one is as good as none that can be read.</param>
/// <param name="move">Told what each message asks for.</param>
internal sealed class FrameReceiver(WebSocket socket, Dialect dialect, int longestCall, CallInput input, Action<ClientMove> move, ILogger log)
{
    private const int BufferSize = 16 * 1024;
    private const int LongestSignal = 64 * 1024;
    private readonly CallProtocol _protocol = new(dialect);
    private ArrayBufferWriter<byte> _message = new();
    private int _longest = longestCall;
    private bool _isTooLong;

    public static bool IsLoss(Exception exception) => exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException;

    public async Task RunAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } received)
            {
                var bytes = buffer.AsMemory(0, received.Count);
                if (received.MessageType == WebSocketMessageType.Text)
                {
                    await TextAsync(bytes, received.EndOfMessage);
                }
                else
                {
                    Binary(bytes.Span, received.EndOfMessage);
                }
            }
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            log.ConnectionLost(exception);
        }
        finally
        {
            Apply(_protocol.Left());

            // It held the client's input.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private async Task TextAsync(ReadOnlyMemory<byte> text, bool isEnd)
    {
        var asked = _protocol.Text();
        if (asked.Has(ClientMoveKind.Input))
        {
            await input.AddAsync(text, endsLine: isEnd && dialect == Dialect.Lines);
        }

        Apply(asked);
    }

    private void Binary(ReadOnlySpan<byte> part, bool isEnd)
    {
        _isTooLong |= _message.WrittenCount + part.Length > _longest;
        if (!_isTooLong)
        {
            _message.Write(part);
        }

        if (isEnd)
        {
            Apply(_protocol.Binary(_isTooLong ? null : _message.WrittenMemory));
            (_message, _longest, _isTooLong) = (new ArrayBufferWriter<byte>(), LongestSignal, false);
        }
    }

    private void Apply(ClientMove asked)
    {
        // A cancel before the end of the input: a call that took that for all there is would end well.
        move(asked);
        if (asked.Has(ClientMoveKind.EndInput))
        {
            input.End();
        }
    }
}
