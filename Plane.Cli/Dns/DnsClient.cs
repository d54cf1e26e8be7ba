using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Makaretu.Dns;

namespace Plane.Cli.Dns;

/// <summary>Asks one DNS server, over UDP first and over TCP where an answer is cut off (RFC 1035 §4.2, RFC 7766).</summary>
internal sealed class DnsClient(IPEndPoint server, TimeProvider time)
{
    private const int Tries = 3;
    private const int MaxMessage = 65_535;
    private static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(2);

    /// <exception cref="DnsSilentException">Nobody answered, or not in DNS.</exception>
    public async Task<Message> AskAsync(Message question, bool overTcp, CancellationToken token)
    {
        try
        {
            var answer = overTcp ? null : await OverUdpAsync(question, token);
            return answer is { TC: false } ? answer : await OverTcpAsync(question, token);
        }
        catch (SocketException exception)
        {
            throw Silent(exception.Message, exception);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException or ArgumentException)
        {
            throw Silent($"what it said could not be read: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    private async Task<Message> OverUdpAsync(Message question, CancellationToken token)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, token);
        var bytes = question.ToByteArray();
        var buffer = new byte[MaxMessage];
        for (var i = 0; i < Tries; i++)
        {
            using var limit = new CancellationTokenSource(TryLimit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
            try
            {
                await socket.SendAsync(bytes, either.Token);
                while (true)
                {
                    var length = await socket.ReceiveAsync(buffer, either.Token);

                    // Whatever has another id answers something else.
                    if (length > 2 && BinaryPrimitives.ReadUInt16BigEndian(buffer) == question.Id)
                    {
                        return Read(buffer, length);
                    }
                }
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                // Lost on the way: asked again.
            }
        }

        throw Silent($"{Tries} questions over UDP were not answered within {TryLimit.TotalSeconds} s each");
    }

    private async Task<Message> OverTcpAsync(Message question, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(TryLimit * Tries, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        try
        {
            using var client = new TcpClient(server.AddressFamily);
            await client.ConnectAsync(server, either.Token);
            var bytes = question.ToByteArray();
            var framed = new byte[bytes.Length + 2];
            BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)bytes.Length);
            bytes.CopyTo(framed, 2);
            var stream = client.GetStream();
            await stream.WriteAsync(framed, either.Token);
            var head = new byte[2];
            await stream.ReadExactlyAsync(head, either.Token);
            var body = new byte[BinaryPrimitives.ReadUInt16BigEndian(head)];
            await stream.ReadExactlyAsync(body, either.Token);
            return Read(body, body.Length);
        }
        catch (OperationCanceledException exception) when (!token.IsCancellationRequested)
        {
            throw Silent($"no answer over TCP within {(TryLimit * Tries).TotalSeconds} s", exception);
        }
    }

    private static Message Read(byte[] bytes, int length) => (Message)new Message().Read(bytes, 0, length);

    private DnsSilentException Silent(string why, Exception? inner = null) =>
        new($"No DNS server answers at {server}: {why.TrimEnd('.')}. Is Plane's running (./run), or is --server wrong?", inner);
}
