using System.Threading.Channels;
using NATS.Client.Core;
using Peers;
using Xunit;

namespace NATS.Net.Tests.Client.Core;

public sealed class SlowConsumerTests
{
    [PeerFact]
    public async Task A_full_subscription_drops_the_newest_and_says_so()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url, SubPendingChannelCapacity = 3 });
        var events = new EventWaiter(nats);
        await using var sub = await nats.SubscribeCoreAsync<int>("flood");
        for (var i = 0; i < 6; i++)
        {
            await nats.PublishAsync("flood", i);
        }

        var dropped = Assert.IsType<NatsMessageDroppedEventArgs>(await events.NextAsync("dropped"));
        Assert.Equal(3, dropped.Pending);
        Assert.Equal("flood", dropped.Subject);
        Assert.IsType<NatsSlowConsumerEventArgs>(await events.NextAsync("slow"));
        await nats.PingAsync();
        Assert.Equal([0, 1, 5], await TakeAsync(sub, 3));
    }

    [PeerFact]
    public async Task A_full_subscription_drops_the_oldest_when_told_to()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url, SubPendingChannelCapacity = 3, SubPendingChannelFullMode = BoundedChannelFullMode.DropOldest });
        await using var sub = await nats.SubscribeCoreAsync<int>("flood");
        for (var i = 0; i < 6; i++)
        {
            await nats.PublishAsync("flood", i);
        }

        await nats.PingAsync();
        Assert.Equal([3, 4, 5], await TakeAsync(sub, 3));
    }

    [PeerFact]
    public async Task Told_to_wait_a_full_subscription_loses_nothing()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var publisher = new NatsConnection(new NatsOpts { Url = server.Url });
        var opts = new NatsSubOpts { ChannelOpts = new NatsSubChannelOpts { Capacity = 2, FullMode = BoundedChannelFullMode.Wait } };
        await using var sub = await nats.SubscribeCoreAsync<int>("patient", opts: opts);
        await nats.PingAsync();
        for (var i = 0; i < 1000; i++)
        {
            await publisher.PublishAsync("patient", i);
        }

        Assert.Equal(Enumerable.Range(0, 1000), await TakeAsync(sub, 1000));
    }

    [PeerFact]
    public async Task A_reader_that_blocks_its_thread_does_not_hold_up_the_connection()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var sub = await nats.SubscribeCoreAsync<int>("blocking");
        using var release = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(async () =>
        {
            await sub.Msgs.ReadAsync(Limit.Token());
            entered.SetResult();
            release.Wait(Limit.Time);
        });
        await nats.PublishAsync("blocking", 1);
        await entered.Task.WaitAsync(Limit.Time);
        await nats.PingAsync(Limit.Token());
        release.Set();
        await reading;
    }

    private static async Task<List<int>> TakeAsync(INatsSub<int> sub, int count)
    {
        var taken = new List<int>();
        while (taken.Count < count)
        {
            taken.Add((await sub.Msgs.ReadAsync(Limit.Token())).Data);
        }

        return taken;
    }
}
