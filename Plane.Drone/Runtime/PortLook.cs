using System.Net;
using System.Net.Sockets;

namespace Plane.Drone.Runtime;

/// <summary>Whether anybody listens on a port that was listened on before.</summary>
internal sealed class PortLook(TimeProvider clock)
{
    private const int Tries = 3;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);

    /// <summary>Refused at every try. One that is only slow to accept is not closed.</summary>
    public async Task<bool> IsClosedAsync(IPEndPoint address, CancellationToken token)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (!await IsRefusedAsync(address, token))
            {
                return false;
            }

            await Task.Delay(Between, clock, token);
        }

        return true;
    }

    private async Task<bool> IsRefusedAsync(IPEndPoint address, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(ConnectLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address, either.Token);
            return false;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return false;
        }
    }
}
