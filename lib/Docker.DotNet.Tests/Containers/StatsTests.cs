using Docker.DotNet.Models;
using Peers;
using Xunit;

namespace Docker.DotNet.Tests.Containers;

public sealed class StatsTests : EngineTest
{
    [DockerFact]
    public async Task One_reading_has_the_counters()
    {
        var id = await IdleAsync();
        var readings = new Reports<ContainerStatsResponse>();

        await Client.Containers.GetContainerStatsAsync(id, new ContainerStatsParameters { Stream = false }, readings, Token);

        var reading = Assert.Single(readings.All);
        Assert.Equal(id, reading.ID);
        Assert.True(reading.MemoryStats.Usage > 0);
        Assert.True(reading.CPUStats.CPUUsage.TotalUsage > 0);
        Assert.True(reading.CPUStats.SystemUsage > 0);
        Assert.True(reading.CPUStats.OnlineCPUs > 0);
        Assert.True(reading.PidsStats.Current > 0);
        Assert.True(reading.Networks.ContainsKey("eth0"));
    }

    [DockerFact]
    public async Task A_stream_goes_on_until_it_is_cancelled()
    {
        var id = await IdleAsync();
        var readings = new Reports<ContainerStatsResponse>();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var streaming = Client.Containers.GetContainerStatsAsync(id, new ContainerStatsParameters(), readings, cancel.Token);
        var first = await readings.NextAsync(_ => true, Token);
        var second = await readings.NextAsync(_ => true, Token);
        await cancel.CancelAsync();

        Assert.Equal(first.Read, second.PreRead);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => streaming);
    }
}
