using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;

namespace Plane.Dns.Server;

/// <summary>
/// One TCP connection (RFC 7766): messages with a length in front, as many as the client likes, several at once if it does. A message may come in
/// any pieces. What is no query is passed over.
/// </summary>
internal sealed class TcpClient(Socket socket, byte[] address, Responder responder, QueryTally tally, TimeSpan idle, TimeProvider clock)
{
    private const int MaxMessage = 65535;
    private const int LengthBytes = 2;
    private const int UsualInput = 4096;

    public async Task AnswerAllAsync(CancellationToken stopping)
    {
        var input = ArrayPool<byte>.Shared.Rent(UsualInput);
        using var deadline = new CancellationTokenSource(idle, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        try
        {
            var have = 0;
            while (true)
            {
                var read = await socket.ReceiveAsync(input.AsMemory(have), SocketFlags.None, either.Token);
                if (read == 0)
                {
                    return;
                }

                have += read;
                var (used, answered) = await AnswerWholeOnesAsync(input.AsMemory(0, have), either.Token);
                input.AsSpan(used, have - used).CopyTo(input);
                have -= used;
                input = WithRoomFor(input, have);
                if (answered)
                {
                    // Only whole queries count: a byte now and then does not keep a connection.
                    deadline.CancelAfter(idle);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(input);
        }
    }

    /// <summary>Room for the whole message that has begun.</summary>
    private static byte[] WithRoomFor(byte[] input, int have)
    {
        var wanted = have < LengthBytes ? LengthBytes : LengthBytes + BinaryPrimitives.ReadUInt16BigEndian(input);
        if (wanted <= input.Length)
        {
            return input;
        }

        var larger = ArrayPool<byte>.Shared.Rent(wanted);
        input.AsSpan(0, have).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(input);
        return larger;
    }

    private async ValueTask<(int Used, bool Answered)> AnswerWholeOnesAsync(ReadOnlyMemory<byte> input, CancellationToken token)
    {
        var output = ArrayPool<byte>.Shared.Rent(2 * (LengthBytes + MaxMessage));
        try
        {
            var (used, filled, answered) = (0, 0, false);
            while (TryCut(input[used..], out var message))
            {
                used += LengthBytes + message.Length;
                var length = responder.Respond(message.Span, address, overTcp: true, output.AsSpan(filled + LengthBytes, MaxMessage), tally);
                if (length == 0)
                {
                    continue;
                }

                answered = true;
                BinaryPrimitives.WriteUInt16BigEndian(output.AsSpan(filled), (ushort)length);
                filled += LengthBytes + length;
                if (filled > MaxMessage)
                {
                    await SendAsync(output.AsMemory(0, filled), token);
                    filled = 0;
                }
            }

            await SendAsync(output.AsMemory(0, filled), token);
            return (used, answered);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(output);
        }
    }

    private static bool TryCut(ReadOnlyMemory<byte> input, out ReadOnlyMemory<byte> message)
    {
        message = default;
        if (input.Length < LengthBytes || input.Length < LengthBytes + BinaryPrimitives.ReadUInt16BigEndian(input.Span))
        {
            return false;
        }

        message = input.Slice(LengthBytes, BinaryPrimitives.ReadUInt16BigEndian(input.Span));
        return true;
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> answers, CancellationToken token)
    {
        while (!answers.IsEmpty)
        {
            answers = answers[await socket.SendAsync(answers, SocketFlags.None, token)..];
        }
    }
}
