using Microsoft.Extensions.DependencyInjection;
using NATS.Client.Core;
using Peers;
using Plane.State;
using Plane.State.Buckets;

namespace Plane.Tests.State;

public sealed class StoreSetupTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    [PeerFact]
    public async Task A_program_that_counts_on_other_lifetimes_than_the_buckets_have_does_not_start()
    {
        await store.StartProgramAsync();
        await using var connection = new NatsConnection(new NatsOpts { Url = store.Server.Url });
        await using var other = new ServiceCollection()
            .AddLogging()
            .AddSingleton(StoreFixture.Timings.Scaled(2))
            .AddSingleton<INatsConnection>(connection)
            .AddPlaneState()
            .BuildServiceProvider();
        var setup = other.GetRequiredService<StoreSetup>();

        await setup.StartAsync(CancellationToken.None);

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => setup.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains("Plane:Leases:Scale", fault.Message, StringComparison.Ordinal);
    }
}
