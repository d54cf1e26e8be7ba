using System.Net;
using Docker.DotNet.Models;
using Peers;
using Xunit;

namespace Docker.DotNet.Tests.Containers;

public sealed class LifecycleTests : EngineTest
{
    [DockerFact]
    public async Task A_container_is_created_started_inspected_stopped_and_removed()
    {
        var id = await CreateAsync("trap 'exit 7' TERM; sleep 1000 & wait");
        Assert.Equal("created", (await Client.Containers.InspectContainerAsync(id, Token)).State.Status);

        Assert.True(await Client.Containers.StartContainerAsync(id, null, Token));
        var running = await Client.Containers.InspectContainerAsync(id, Token);
        Assert.True(running.State.Running);
        Assert.True(running.State.Pid > 0);
        Assert.NotEmpty(running.NetworkSettings.Networks["bridge"].IPAddress);

        Assert.True(await Client.Containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = 20 }, Token));
        Assert.Equal(7, (await Client.Containers.InspectContainerAsync(id, Token)).State.ExitCode);

        await Client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters(), Token);
        await Assert.ThrowsAsync<DockerContainerNotFoundException>(() => Client.Containers.InspectContainerAsync(id, Token));
    }

    [DockerFact]
    public async Task Starting_twice_and_stopping_twice_answer_false()
    {
        var id = await IdleAsync();

        Assert.False(await Client.Containers.StartContainerAsync(id, new ContainerStartParameters(), Token));
        Assert.True(await Client.Containers.StopContainerAsync(id, new ContainerStopParameters(), Token));
        Assert.False(await Client.Containers.StopContainerAsync(id, new ContainerStopParameters(), Token));
    }

    [DockerFact]
    public async Task Waiting_returns_the_exit_code()
    {
        var id = await RunAsync("exit 3");

        Assert.Equal(3, (await Client.Containers.WaitContainerAsync(id, Token)).StatusCode);
    }

    [DockerFact]
    public async Task Waiting_ends_when_it_is_cancelled_and_outlives_the_default_timeout()
    {
        var id = await IdleAsync();
        Client.DefaultTimeout = TimeSpan.FromMilliseconds(1);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var waiting = Client.Containers.WaitContainerAsync(id, cancel.Token);
        Client.DefaultTimeout = Limit;
        await Client.System.PingAsync(Token);
        Assert.False(waiting.IsCompleted);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Limit, TimeProvider.System));
    }

    [DockerFact]
    public async Task A_killed_container_has_the_signal_in_its_exit_code()
    {
        var id = await RunAsync("trap '' TERM; sleep 1000");
        var ended = Client.Containers.WaitContainerAsync(id, Token);

        await Client.Containers.KillContainerAsync(id, new ContainerKillParameters { Signal = "SIGKILL" }, Token);

        Assert.Equal(128 + 9, (await ended).StatusCode);
    }

    [DockerFact]
    public async Task Killing_what_does_not_run_and_taking_a_taken_name_are_conflicts()
    {
        var id = await CreateAsync("true", p => p.Name = Prefix + "taken");

        var kill = await Assert.ThrowsAsync<DockerApiException>(() => Client.Containers.KillContainerAsync(id, new ContainerKillParameters(), Token));
        var name = await Assert.ThrowsAsync<DockerApiException>(() => CreateAsync("true", p => p.Name = Prefix + "taken"));

        Assert.Equal(HttpStatusCode.Conflict, kill.StatusCode);
        Assert.Contains("is not running", kill.ResponseBody, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, name.StatusCode);
        Assert.Contains(HttpStatusCode.Conflict.ToString(), name.Message, StringComparison.Ordinal);
    }

    [DockerFact]
    public async Task A_running_container_is_removed_only_by_force()
    {
        var id = await IdleAsync();

        var refused = await Assert.ThrowsAsync<DockerApiException>(
            () => Client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = false }, Token));
        await Client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, Token);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        await Assert.ThrowsAsync<DockerContainerNotFoundException>(() => Client.Containers.InspectContainerAsync(id, Token));
    }

    [DockerFact]
    public async Task An_unknown_container_is_not_found_and_an_unknown_image_is_the_image_not_found()
    {
        var none = NewName();

        await Assert.ThrowsAsync<DockerContainerNotFoundException>(() => Client.Containers.StartContainerAsync(none, null, Token));
        await Assert.ThrowsAsync<DockerContainerNotFoundException>(() => Client.Containers.StopContainerAsync(none, new(), Token));
        await Assert.ThrowsAsync<DockerContainerNotFoundException>(() => Client.Containers.RemoveContainerAsync(none, new(), Token));
        await Assert.ThrowsAsync<DockerContainerNotFoundException>(() => Client.Containers.WaitContainerAsync(none, Token));
        await Assert.ThrowsAsync<DockerImageNotFoundException>(() => CreateAsync("true", p => p.Image = "plane-test/none:1"));
    }

    [DockerFact]
    public async Task An_empty_id_is_refused_before_anything_is_sent()
    {
        await Assert.ThrowsAsync<ArgumentNullException>("id", () => Client.Containers.InspectContainerAsync("", Token));
        await Assert.ThrowsAsync<ArgumentNullException>("id", () => Client.Containers.StartContainerAsync(null, null, Token));
        await Assert.ThrowsAsync<ArgumentNullException>("parameters", () => Client.Containers.CreateContainerAsync(null, Token));
    }

    [DockerFact]
    public async Task A_container_is_renamed_restarted_paused_and_resumed()
    {
        var id = await IdleAsync();
        var started = (await Client.Containers.InspectContainerAsync(id, Token)).State.StartedAt;
        var name = NewName();

        await Client.Containers.RenameContainerAsync(id, new ContainerRenameParameters { NewName = name }, Token);
        await Client.Containers.RestartContainerAsync(id, new ContainerRestartParameters { WaitBeforeKillSeconds = 20 }, Token);
        await Client.Containers.PauseContainerAsync(id, Token);
        var paused = await Client.Containers.InspectContainerAsync(name, Token);
        await Client.Containers.UnpauseContainerAsync(id, Token);
        var resumed = await Client.Containers.InspectContainerAsync(name, Token);

        Assert.Equal("/" + name, paused.Name);
        Assert.NotEqual(started, paused.State.StartedAt);
        Assert.True(paused.State.Paused);
        Assert.False(resumed.State.Paused);
    }
}
