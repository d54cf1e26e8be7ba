using System.Text;
using Docker.DotNet.Models;
using Peers;
using Xunit;

namespace Docker.DotNet.Tests.Streams;

public sealed class ConnectionTests : EngineTest
{
    [DockerFact]
    public async Task Calls_one_after_the_other_share_a_connection()
    {
        await using var relay = new Relay();
        using var client = new DockerClientConfiguration(relay.Endpoint).CreateClient();
        var id = await IdleAsync();

        for (var i = 0; i < 5; i++)
        {
            await client.Containers.InspectContainerAsync(id, Token);
            await client.Containers.StartContainerAsync(id, null, Token);
            await Assert.ThrowsAsync<DockerContainerNotFoundException>(() => client.Containers.InspectContainerAsync(NewName(), Token));
        }

        Assert.Equal(1, relay.Accepted);
    }

    [DockerFact]
    public async Task Connections_that_the_engine_closed_are_not_used_again()
    {
        await using var relay = new Relay();
        using var client = new DockerClientConfiguration(relay.Endpoint).CreateClient();
        var id = await IdleAsync();
        await client.System.PingAsync(Token);

        relay.Drop();
        await Poll.UntilAsync(() => relay.Open == 0, Limit, "the connection to be closed", Token);

        Assert.False(await client.Containers.StartContainerAsync(id, null, Token));
        Assert.Equal(2, relay.Accepted);
    }

    [DockerFact]
    public async Task A_stream_that_the_engine_breaks_off_is_an_error()
    {
        await using var relay = new Relay();
        using var client = new DockerClientConfiguration(relay.Endpoint).CreateClient();
        var readings = new Reports<ContainerStatsResponse>();
        var streaming = client.Containers.GetContainerStatsAsync(await IdleAsync(), new ContainerStatsParameters(), readings, Token);
        await readings.NextAsync(_ => true, Token);

        relay.Drop();

        await Assert.ThrowsAnyAsync<IOException>(() => streaming.WaitAsync(Limit, TimeProvider.System));
    }

    [DockerFact]
    public async Task No_cancelled_or_abandoned_stream_leaves_a_connection_behind()
    {
        await using var relay = new Relay();
        using var client = new DockerClientConfiguration(relay.Endpoint).CreateClient();
        var id = await RunAsync("trap 'exit 0' TERM; while true; do echo tick; sleep 0.01; done");

        await CancelAsync(relay, token => client.System.MonitorEventsAsync(new ContainerEventsParameters(), new Reports<Message>(), token));
        await CancelAsync(relay, token => client.Containers.GetContainerStatsAsync(id, new ContainerStatsParameters(), new Reports<ContainerStatsResponse>(), token));
        await CancelAsync(relay, token => client.Containers.GetContainerLogsAsync(id, Followed, token, new Reports<string>()));
        await CancelAsync(relay, token => client.Containers.WaitContainerAsync(id, token));
        (await client.Containers.GetContainerLogsAsync(id, false, Followed, Token)).Dispose();
        (await client.Containers.AttachContainerAsync(id, false, new() { Stream = true, Stdout = true }, Token)).Dispose();
        await CancelAttachedAsync(client, id);
        client.Dispose();

        await Poll.UntilAsync(() => relay.Open == 0, Limit, "all connections to be closed", Token);
    }

    [DockerFact]
    public async Task An_attached_process_works_over_tcp_and_its_refusal_closes_the_connection()
    {
        await using var relay = new Relay();
        using var client = new DockerClientConfiguration(relay.Endpoint).CreateClient();
        var exec = await client.Exec.ExecCreateContainerAsync(
            await IdleAsync(), new() { AttachStdin = true, AttachStdout = true, Cmd = ["cat"] }, Token);
        using (var attached = await client.Exec.StartAndAttachContainerExecAsync(exec.ID, false, Token))
        {
            await attached.WriteAsync(Encoding.UTF8.GetBytes("über tcp"), 0, 9, Token);
            attached.CloseWrite();
            Assert.Equal(("über tcp", ""), await attached.ReadOutputToEndAsync(Token));
        }

        await Assert.ThrowsAsync<DockerContainerNotFoundException>(() => client.Exec.StartAndAttachContainerExecAsync(new string('0', 64), false, Token));
        client.Dispose();

        await Poll.UntilAsync(() => relay.Open == 0, Limit, "all connections to be closed", Token);
    }

    private static ContainerLogsParameters Followed => new() { ShowStdout = true, ShowStderr = true, Follow = true };

    private async Task CancelAsync(Relay relay, Func<CancellationToken, Task> stream)
    {
        var before = relay.Sent;
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = stream(cancel.Token);
        await Poll.UntilAsync(() => relay.Sent > before, Limit, "the stream's request", Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Limit, TimeProvider.System));
    }

    private async Task CancelAttachedAsync(DockerClient client, string id)
    {
        var exec = await client.Exec.ExecCreateContainerAsync(id, new() { AttachStdout = true, Cmd = ["sleep", "1000"] }, Token);
        var attached = await client.Exec.StartAndAttachContainerExecAsync(exec.ID, false, Token);
        using var cancel = new CancellationTokenSource();
        var reading = attached.ReadOutputToEndAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }
}
