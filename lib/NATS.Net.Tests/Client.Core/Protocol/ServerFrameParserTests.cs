using System.Text;
using NATS.Client.Core;
using NATS.Client.Core.Protocol;
using NATS.Client.Core.Transport;
using Xunit;

namespace NATS.Net.Tests.Client.Core.Protocol;

public sealed class ServerFrameParserTests
{
    private const int MaxPayload = 1024 * 1024;

    private const string Conversation =
        "INFO {\"server_id\":\"x\",\"max_payload\":1048576} \r\n" +
        "+OK\r\n" +
        "PING\r\n" +
        "MSG a.b 7 0\r\n\r\n" +
        "MSG a.b 7 reply.to 11\r\nhello\r\nPING\r\n" +
        "HMSG a.b 8 12 12\r\nNATS/1.0\r\n\r\n\r\n" +
        "HMSG a.b 8 _INBOX.1 20 25\r\nNATS/1.0\r\nK: vvv\r\n\r\nworld\r\n" +
        "msg\tc  9\t3\r\nxyz\r\n" +
        "-ERR 'Stale Connection'\r\n" +
        "PONG\r\n";

    private static readonly string[] Expected =
    [
        "Info {\"server_id\":\"x\",\"max_payload\":1048576}",
        "Ok ",
        "Ping ",
        "Msg a.b 7 - [] []",
        "Msg a.b 7 reply.to [] [hello\r\nPING]",
        "Msg a.b 8 - [NATS/1.0\r\n\r\n] []",
        "Msg a.b 8 _INBOX.1 [NATS/1.0\r\nK: vvv\r\n\r\n] [world]",
        "Msg c 9 - [] [xyz]",
        "Err 'Stale Connection'",
        "Pong ",
    ];

    private static readonly byte[] Bytes = Encoding.ASCII.GetBytes(Conversation);

    [Fact]
    public void Every_frame_is_read_whatever_the_place_the_bytes_are_split_at()
    {
        for (var split = 0; split <= Bytes.Length; split++)
        {
            Assert.Equal(Expected, Read(Bytes[..split], Bytes[split..]));
        }
    }

    [Fact]
    public void Every_frame_is_read_byte_by_byte() => Assert.Equal(Expected, Read([.. Bytes.Select(b => new[] { b })]));

    [Fact]
    public void Every_frame_is_read_in_chunks_of_any_size()
    {
        var random = new Random(17);
        for (var round = 0; round < 500; round++)
        {
            var chunks = new List<byte[]>();
            for (var at = 0; at < Bytes.Length;)
            {
                var length = Math.Min(random.Next(1, 40), Bytes.Length - at);
                chunks.Add(Bytes[at..(at + length)]);
                at += length;
            }

            Assert.Equal(Expected, Read([.. chunks]));
        }
    }

    [Theory]
    [InlineData("HELLO\r\n")]
    [InlineData("PING\n")]
    [InlineData("\r\n")]
    [InlineData("MSG a 1\r\n")]
    [InlineData("MSG a x 1\r\nx\r\n")]
    [InlineData("MSG a 1 -1\r\n")]
    [InlineData("MSG a 1 99999999999\r\n")]
    [InlineData("MSG a 1 1048577\r\n")]
    [InlineData("MSG a 1 2\r\nabcd\r\n")]
    [InlineData("MSG a 1 r 2 2 2 2\r\nab\r\n")]
    [InlineData("HMSG a 1 5 4\r\nabcd\r\n")]
    public void What_the_protocol_does_not_allow_is_a_violation(string line)
        => Assert.Throws<NatsProtocolViolationException>(() => ServerFrameParser.Read(Encoding.ASCII.GetBytes(line), MaxPayload, out _));

    [Fact]
    public void Noise_is_a_violation_or_incomplete_and_nothing_else()
    {
        var random = new Random(4711);
        for (var round = 0; round < 20_000; round++)
        {
            var noise = (byte[])Bytes.Clone();
            for (var i = 0; i < 4; i++)
            {
                noise[random.Next(noise.Length)] = (byte)random.Next(256);
            }

            try
            {
                _ = Read(noise);
            }
            catch (NatsProtocolViolationException)
            {
                // The other allowed outcome.
                continue;
            }
        }
    }

    private static List<string> Read(params byte[][] chunks)
    {
        var buffer = new ReceiveBuffer(64, MaxPayload);
        var frames = new List<string>();
        foreach (var chunk in chunks)
        {
            for (var rest = chunk.AsMemory(); !rest.IsEmpty;)
            {
                var free = buffer.Free();
                var count = Math.Min(free.Length, rest.Length);
                rest[..count].CopyTo(free);
                rest = rest[count..];
                buffer.Received(count);
                while (buffer.TryRead(out var frame))
                {
                    frames.Add(Describe(buffer.Bytes, frame));
                }
            }
        }

        return frames;
    }

    private static string Describe(byte[] bytes, ServerFrame frame)
    {
        return frame.Op == ServerOp.Msg
            ? $"Msg {Text(frame.Subject)} {frame.Sid} {(frame.ReplyTo.IsPresent ? Text(frame.ReplyTo) : "-")} [{Text(frame.Headers)}] [{Text(frame.Payload)}]"
            : $"{frame.Op} {Text(frame.Text).Trim()}";

        string Text(Slice slice) => Encoding.ASCII.GetString(slice.Of(bytes));
    }
}
