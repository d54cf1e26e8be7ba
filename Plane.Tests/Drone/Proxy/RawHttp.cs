using System.Net.Sockets;
using System.Text;

namespace Plane.Tests.Drone.Proxy;

/// <summary>Requests byte for byte, for what HTTP clients would tidy up.</summary>
internal static class RawHttp
{
    /// <summary>Everything that comes back until the other side closes.</summary>
    public static Task<string> SendAsync(int port, string request) => UntilAsync(port, request, end: null);

    /// <summary>The beginning of a request and a piece of it so many times, as far as they are taken.</summary>
    /// <returns>What comes back; empty where the other side broke off.</returns>
    public static async Task<string> PourAsync(int port, string begin, string piece, int times)
    {
        using var limit = new CancellationTokenSource(ProxyScene.Limit, TimeProvider.System);
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", port, limit.Token);
        var stream = socket.GetStream();
        var buffer = new byte[4096];
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(begin), limit.Token);
            var bytes = Encoding.Latin1.GetBytes(piece);
            for (var i = 0; i < times; i++)
            {
                await stream.WriteAsync(bytes, limit.Token);
            }
        }
        catch (IOException)
        {
            // The other side has heard enough.
        }

        try
        {
            return Encoding.Latin1.GetString(buffer, 0, await stream.ReadAsync(buffer, limit.Token));
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Everything that comes back until it holds a text.</summary>
    public static async Task<string> UntilAsync(int port, string request, string? end)
    {
        using var limit = new CancellationTokenSource(ProxyScene.Limit, TimeProvider.System);
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", port, limit.Token);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), limit.Token);
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        while ((end is null || !answer.ToString().Contains(end, StringComparison.Ordinal)) && await stream.ReadAsync(buffer, limit.Token) is > 0 and var read)
        {
            answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return answer.ToString();
    }
}
