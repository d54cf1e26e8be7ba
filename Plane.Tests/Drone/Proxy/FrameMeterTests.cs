using Plane.Drone.Proxy.Sockets;

namespace Plane.Tests.Drone.Proxy;

/// <summary>Frames of a WebSocket, whatever the pieces in which they come.</summary>
public sealed class FrameMeterTests
{
    [Fact]
    public void Frames_of_every_length_are_followed_in_pieces_of_every_size()
    {
        var random = new Random(20260113);
        for (var round = 0; round < 300; round++)
        {
            var frames = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Frame(random)).ToList();
            var bytes = frames.SelectMany(static frame => frame.Bytes).ToArray();
            var ends = Ends(frames);
            var meter = new FrameMeter();
            for (var at = 0; at < bytes.Length;)
            {
                var piece = Math.Min(random.Next(1, 200), bytes.Length - at);
                Assert.Equal(piece, meter.Feed(bytes.AsSpan(at, piece)));
                at += piece;
                Assert.True(meter.IsBetweenFrames == ends.Contains(at), $"round {round}, byte {at}");
            }

            Assert.Equal(frames.Count(static frame => frame.Opcode < 8), meter.DataFrames);
            Assert.Equal(frames.Exists(static frame => frame.Opcode == 8), meter.SawClose);
        }
    }

    [Fact]
    public void Told_to_it_stops_at_each_frames_end()
    {
        var random = new Random(7);
        var frames = Enumerable.Range(0, 40).Select(_ => Frame(random)).ToList();
        var bytes = frames.SelectMany(static frame => frame.Bytes).ToArray();
        var meter = new FrameMeter();
        var at = 0;
        foreach (var frame in frames)
        {
            at += meter.Feed(bytes.AsSpan(at), toFrameEnd: true);
            Assert.True(meter.IsBetweenFrames);
        }

        Assert.Equal(bytes.Length, at);
    }

    [Fact]
    public void A_length_beyond_all_bounds_ends_nothing()
    {
        var meter = new FrameMeter();
        meter.Feed([0x82, 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
        Assert.True(meter.IsBetweenFrames);

        meter.Feed([0x82, 127, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
        meter.Feed(new byte[100_000]);
        Assert.False(meter.IsBetweenFrames);
    }

    private static HashSet<int> Ends(List<(int Opcode, byte[] Bytes)> frames)
    {
        var at = 0;
        return [.. frames.Select(frame => at += frame.Bytes.Length)];
    }

    private static (int Opcode, byte[] Bytes) Frame(Random random)
    {
        int[] opcodes = [0, 1, 2, 2, 9, 10, 8];
        var opcode = opcodes[random.Next(random.Next(1, 20) == 1 ? opcodes.Length : opcodes.Length - 1)];
        var length = random.Next(4) switch { 0 => random.Next(3), 1 => random.Next(126), 2 => random.Next(120, 140), _ => random.Next(65530, 66000) };
        length = opcode >= 8 ? Math.Min(length, 125) : length;
        var masked = random.Next(2) == 0;
        var bytes = new List<byte> { (byte)(0x80 | opcode) };
        var mask = masked ? 0x80 : 0;
        if (length < 126)
        {
            bytes.Add((byte)(mask | length));
        }
        else if (length < 65536)
        {
            bytes.AddRange([(byte)(mask | 126), (byte)(length >> 8), (byte)length]);
        }
        else
        {
            bytes.AddRange([(byte)(mask | 127), 0, 0, 0, 0, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length]);
        }

        bytes.AddRange(new byte[(masked ? 4 : 0) + length]);
        return (opcode, [.. bytes]);
    }
}
