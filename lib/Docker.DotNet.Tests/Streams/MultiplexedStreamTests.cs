using Xunit;

namespace Docker.DotNet.Tests.Streams;

public sealed class MultiplexedStreamTests
{
    private static readonly byte[] Header = [1, 0, 0, 0, 0, 0, 0, 3];

    [Fact]
    public async Task Frames_are_read_in_pieces_and_empty_ones_are_passed_over()
    {
        using var stream = Framed([.. Header, 1, 2, 3, 2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 1, 9]);
        var buffer = new byte[2];

        Assert.Equal((2, MultiplexedStream.TargetStream.StandardOut), await ReadAsync(stream, buffer));
        Assert.Equal((1, MultiplexedStream.TargetStream.StandardOut), await ReadAsync(stream, buffer));
        Assert.Equal((1, MultiplexedStream.TargetStream.StandardError), await ReadAsync(stream, buffer));
        Assert.Equal(9, buffer[0]);
        Assert.True((await stream.ReadOutputAsync(buffer, 0, 2, CancellationToken.None)).EOF);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(10)]
    public async Task A_frame_that_is_cut_off_is_an_error(int length)
    {
        byte[] frame = [.. Header, 1, 2, 3];
        using var stream = Framed(frame[..length]);

        await Assert.ThrowsAsync<EndOfStreamException>(() => stream.ReadOutputToEndAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_frame_of_an_unknown_stream_is_an_error()
    {
        using var stream = Framed([(byte)'h', (byte)'e', (byte)'l', (byte)'l', (byte)'o', 0, 0, 0, 0]);

        await Assert.ThrowsAsync<IOException>(() => stream.ReadOutputToEndAsync(CancellationToken.None));
    }

    private static MultiplexedStream Framed(byte[] bytes) => new(new MemoryStream(bytes), multiplexed: true);

    private static async Task<(int Count, MultiplexedStream.TargetStream Target)> ReadAsync(MultiplexedStream stream, byte[] buffer)
    {
        var result = await stream.ReadOutputAsync(buffer, 0, buffer.Length, CancellationToken.None);
        return (result.Count, result.Target);
    }
}
