using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Plane.Domain.Identity;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>
/// Waits until Plane's own DNS servers answer with the challenge's values, so that the authority does not come too early. Over TCP: nothing is cut off or lost.
/// </summary>
internal sealed class ChallengeSight(IReadOnlyList<IPEndPoint> servers, Entropy entropy, TimeProvider clock)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <exception cref="CertificateFault">A server that answers did not have them in time, or none answers.</exception>
    public async Task UntilSeenAsync(string name, IReadOnlyCollection<string> values, CancellationToken token)
    {
        var began = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var sights = await Task.WhenAll(servers.Select(server => AskAsync(server, name, values, token)));

            // One that is down is passed over: the authority asks another too.
            if (sights.Any(static sight => sight.Fault is null) && sights.All(static sight => sight.Fault is null || sight.IsSilent))
            {
                return;
            }

            if (clock.GetElapsedTime(began) > Limit)
            {
                throw new CertificateFault($"The challenge is not seen at {name} after {Limit.TotalSeconds} s: {string.Join("; ", sights.Select(static sight => sight.Fault).OfType<string>())}");
            }

            await Task.Delay(pause, clock, token);
        }
    }

    private async Task<Sight> AskAsync(IPEndPoint server, string name, IReadOnlyCollection<string> values, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(AskLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        try
        {
            var found = await AskAsync(server, name, either.Token);
            var missing = values.Except(found).Count();
            return new Sight(missing == 0 ? null : $"{server} lacks {missing} of {values.Count} values", IsSilent: false);
        }
        catch (Exception exception) when (exception is SocketException or IOException or CertificateFault || (exception is OperationCanceledException && !token.IsCancellationRequested))
        {
            return new Sight($"{server} does not answer ({exception.Message})", IsSilent: true);
        }
    }

    private async Task<IReadOnlyList<string>> AskAsync(IPEndPoint server, string name, CancellationToken token)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, token);
        await using var stream = new NetworkStream(socket);
        var id = BinaryPrimitives.ReadUInt16BigEndian(entropy.Bytes(2));
        var question = TxtQuestion.Write(id, name);

        // RFC 1035 §4.2.2: two bytes of length go first.
        await stream.WriteAsync(new[] { (byte)(question.Length >> 8), (byte)question.Length }.Concat(question).ToArray(), token);
        var length = new byte[2];
        await stream.ReadExactlyAsync(length, token);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(answer, token);
        return TxtQuestion.Read(answer, id);
    }

    private readonly record struct Sight(string? Fault, bool IsSilent);
}
