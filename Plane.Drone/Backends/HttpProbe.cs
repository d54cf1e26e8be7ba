using System.Net;
using System.Net.Sockets;

namespace Plane.Drone.Backends;

/// <summary>
/// Asks a program whether it answers HTTP: TCP, then <c>HEAD /</c>; any status will do (HTTP API §2.7). First after 5 ms, then ever more
/// slowly, every 100 ms in the end. The first tries to connect are given up soon: a SYN to a container whose network is just coming up may be
/// dropped, and the kernel would repeat it only after a second.
/// </summary>
internal static class HttpProbe
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Slowest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FirstConnectLimit = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(1);

    /// <summary>Returns when it has answered once. Its limit is the caller's.</summary>
    public static async Task UntilAnsweredAsync(IPEndPoint address, TimeProvider clock, CancellationToken token)
    {
        var (wait, connectLimit) = (First, FirstConnectLimit);
        while (!await AnswersAsync(address, connectLimit, clock, token))
        {
            await Task.Delay(wait, clock, token);
            wait = Slower(wait, Slowest);
            connectLimit = Slower(connectLimit, AnswerLimit);
        }
    }

    private static TimeSpan Slower(TimeSpan span, TimeSpan slowest) => span * 1.5 < slowest ? span * 1.5 : slowest;

    private static async Task<bool> AnswersAsync(IPEndPoint address, TimeSpan connectLimit, TimeProvider clock, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(connectLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, either.Token);
            limit.CancelAfter(AnswerLimit);
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
