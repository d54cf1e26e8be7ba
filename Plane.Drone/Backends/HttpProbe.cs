using System.Net;
using System.Net.Sockets;

namespace Plane.Drone.Backends;

/// <summary>
/// Asks a program whether it answers HTTP: TCP, then <c>HEAD /</c>; any status will do (HTTP API §2.7). First after 5 ms, then ever more
/// slowly, every 100 ms in the end.
/// </summary>
internal static class HttpProbe
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Slowest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(1);

    /// <summary>Returns when it has answered once. Its limit is the caller's.</summary>
    public static async Task UntilAnsweredAsync(IPEndPoint address, TimeProvider clock, CancellationToken token)
    {
        for (var wait = First; !await AnswersAsync(address, clock, token); wait = wait * 1.5 < Slowest ? wait * 1.5 : Slowest)
        {
            await Task.Delay(wait, clock, token);
        }
    }

    private static async Task<bool> AnswersAsync(IPEndPoint address, TimeProvider clock, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(AnswerLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, either.Token);
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray(), either.Token);
            var answer = new byte[5];
            return await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, either.Token) == answer.Length && "HTTP/"u8.SequenceEqual(answer);
        }
        catch (Exception exception) when (exception is SocketException or IOException || (exception is OperationCanceledException && !token.IsCancellationRequested))
        {
            // Not yet: nobody listens, or it takes its time.
            return false;
        }
    }
}
