using System.Buffers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http.Features;

namespace Plane.Drone.Proxy.Sockets;

/// <summary>Copies between a client and a backend that have left HTTP. While nothing goes either way no buffer is held: a read of nothing says when there is something.</summary>
internal static class SocketRelay
{
    private const int BufferSize = 16_384;

    /// <summary>Returns when both are done.</summary>
    public static async Task RunAsync(HttpContext context, UpgradeStream backend, ClientSocket socket)
    {
        try
        {
            var client = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();

            // The session may last for days, and nobody looks at them any more.
            context.Request.Headers.Clear();
            var toBackend = CopyAsync(client, backend, socket.Token);
            var toClient = CopyAsync(backend, client, socket.Token);

            // A client that has said all it has to say may still listen; a backend that has ends the exchange.
            if (await Task.WhenAny(toBackend, toClient) == toBackend && await toBackend && TryEndWriting(backend))
            {
                await toClient;
            }

            await socket.CutAsync();
            await Task.WhenAll(toBackend, toClient);
        }
        finally
        {
            backend.End();
        }
    }

    /// <returns>Whether it came to the end of what there was to copy.</returns>
    private static async Task<bool> CopyAsync(Stream from, Stream to, CancellationToken token)
    {
        try
        {
            while (await from.ReadAsync(Memory<byte>.Empty, token) == 0 && await CopyOnceAsync(from, to, token) > 0)
            {
                // More may come.
            }

            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two is gone, or it was cut: the other learns of it by its own end.
            return false;
        }
    }

    private static async ValueTask<int> CopyOnceAsync(Stream from, Stream to, CancellationToken token)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var read = await from.ReadAsync(buffer, token);
            await to.WriteAsync(buffer.AsMemory(0, read), token);
            return read;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool TryEndWriting(UpgradeStream backend)
    {
        try
        {
            backend.EndWriting();
            return true;
        }
        catch (SocketException)
        {
            // It has gone meanwhile.
            return false;
        }
    }
}
