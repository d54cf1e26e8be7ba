using System.Buffers;
using System.Buffers.Binary;
using NATS.Client.Core;
using Peers;
using Xunit;

namespace NATS.Net.Tests.Client.Core;

[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int Messages = 50_000;
    private const int Requests = 5_000;

    [PeerFact]
    public async Task Nothing_is_allocated_per_message_but_what_the_reader_keeps()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url, SubPendingChannelCapacity = Messages });
        var number = new FourBytes();
        await using var sub = await nats.SubscribeCoreAsync("lean.*", serializer: number);
        var limit = Limit.Token();
        Assert.InRange(await LeastAsync(PassAsync, Messages), 0, 16);

        async Task PassAsync()
        {
            for (var i = 0; i < Messages; i++)
            {
                await nats.PublishAsync("lean.way", "1234");
            }

            for (var seen = 0; seen < Messages && await sub.Msgs.WaitToReadAsync(limit);)
            {
                while (sub.Msgs.TryRead(out _))
                {
                    seen++;
                }
            }
        }
    }

    [PeerFact]
    public async Task A_request_allocates_little_more_than_the_strings_and_payloads_its_two_ends_keep()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var answering = await Responder.StartAsync(nats, "echo", (byte[] b) => b);
        var payload = new byte[128];
        // Two payloads of 152 bytes and two reply subjects of some 90 to 100; the debug build's async methods add about 200.
        Assert.InRange(await LeastAsync(PassAsync, Requests), 0, 800);

        async Task PassAsync()
        {
            for (var i = 0; i < Requests; i++)
            {
                await nats.RequestAsync<byte[], byte[]>("echo", payload);
            }
        }
    }

    // Bytes per operation in the best of some passes: whatever else the process does only adds to them.
    private static async Task<double> LeastAsync(Func<Task> pass, int operations)
    {
        var least = double.MaxValue;
        for (var i = 0; i < 4; i++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await pass();
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)operations);
        }

        return least;
    }

    // The default serializers box numbers in a debug build, where this test runs.
    private sealed class FourBytes : INatsDeserialize<int>
    {
        public int Deserialize(in ReadOnlySequence<byte> buffer) => BinaryPrimitives.ReadInt32BigEndian(buffer.FirstSpan);
    }
}
