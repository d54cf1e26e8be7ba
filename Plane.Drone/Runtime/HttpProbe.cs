using System.Net;
using System.Net.Sockets;

namespace Plane.Drone.Runtime;

/// <summary>
/// Asks a program whether it answers HTTP: TCP, then <c>HEAD /</c>; any status will do (HTTP API §2.7). First after 5 ms, then ever more
/// slowly, every 100 ms in the end. The first tries to connect are given up soon: a SYN to a container whose network is just coming up may be
/// dropped, and the kernel would repeat it only after a second. Who has taken a request keeps the time to answer it, while the next one asks
/// again beside it: a program that needs seconds for its first answer would otherwise begin anew at every one of them.
/// </summary>
internal static class HttpProbe
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Slowest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FirstConnectLimit = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestConnectLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstSilence = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(8);

    /// <summary>Returns when it has answered once. Its limit is the caller's.</summary>
    public static async Task UntilAnsweredAsync(IPEndPoint address, TimeProvider clock, CancellationToken token)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(token);
        var open = new List<Task<bool>>();
        try
        {
            var (wait, connectLimit, silence) = (First, FirstConnectLimit, FirstSilence);
            while (true)
            {
                open.Add(AnswersAsync(address, connectLimit, clock, over.Token));
                if (await NextAsync(open, silence, clock, token) is not { } answered)
                {
                    silence = Shorter(silence * 2, LongestSilence);
                }
                else if (answered)
                {
                    return;
                }
                else
                {
                    await Task.Delay(wait, clock, token);
                    wait = Shorter(wait * 1.5, Slowest);
                    connectLimit = Shorter(connectLimit * 1.5, LongestConnectLimit);
                }
            }
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(open);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <returns>Whether the next attempt to end was answered; null where none ends within the time.</returns>
    private static async Task<bool?> NextAsync(List<Task<bool>> open, TimeSpan silence, TimeProvider clock, CancellationToken token)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(token);
        var next = Task.WhenAny(open);
        await Task.WhenAny(next, Task.Delay(silence, clock, rest.Token));
        await rest.CancelAsync();
        token.ThrowIfCancellationRequested();
        if (!next.IsCompleted)
        {
            return null;
        }

        var ended = await next;
        open.Remove(ended);
        return await ended;
    }

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
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            // Not yet: nobody listens, or it takes its time. Or nobody wants to know any more.
            return false;
        }
    }
}
