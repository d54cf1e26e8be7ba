using System.Diagnostics;
using System.Text;
using Docker.DotNet.Models;
using Peers;
using Xunit;

namespace Docker.DotNet.Tests.Containers;

public sealed class LogsTests : EngineTest
{
    private static readonly ContainerLogsParameters Both = new() { ShowStdout = true, ShowStderr = true };
    private static readonly ContainerLogsParameters Followed = new() { ShowStdout = true, ShowStderr = true, Follow = true };

    [DockerFact]
    public async Task Both_streams_come_apart()
    {
        var id = await RunAsync("echo to out; echo to err >&2; echo 'größer'");
        await Client.Containers.WaitContainerAsync(id, Token);

        using var logs = await Client.Containers.GetContainerLogsAsync(id, tty: false, Both, Token);
        var (stdout, stderr) = await logs.ReadOutputToEndAsync(Token);

        Assert.Equal("to out\ngrößer\n", stdout);
        Assert.Equal("to err\n", stderr);
    }

    [DockerFact]
    public async Task A_tail_is_the_last_lines()
    {
        var id = await RunAsync("echo one; echo two; echo three");
        await Client.Containers.WaitContainerAsync(id, Token);

        using var logs = await Client.Containers.GetContainerLogsAsync(id, tty: false, new() { ShowStdout = true, Tail = "2" }, Token);

        Assert.Equal(("two\nthree\n", ""), await logs.ReadOutputToEndAsync(Token));
    }

    [DockerFact]
    public async Task A_terminals_log_is_one_raw_stream()
    {
        var id = await RunAsync("echo to out; echo to err >&2", p => p.Tty = true);
        await Client.Containers.WaitContainerAsync(id, Token);

        using var logs = await Client.Containers.GetContainerLogsAsync(id, tty: true, Both, Token);

        Assert.Equal(("to out\r\nto err\r\n", ""), await logs.ReadOutputToEndAsync(Token));
    }

    [DockerFact]
    public async Task Followed_lines_come_while_the_container_runs_and_end_with_it()
    {
        var id = await RunAsync("trap 'echo bye; exit 0' TERM; echo hello; sleep 1000 & wait");
        using var logs = await Client.Containers.GetContainerLogsAsync(id, tty: false, Followed, Token);

        Assert.Equal("hello\n", await ReadAsync(logs, Token));
        await Client.Containers.KillContainerAsync(id, new ContainerKillParameters { Signal = "TERM" }, Token);
        Assert.Equal("bye\n", await ReadAsync(logs, Token));
        Assert.Equal("", await ReadAsync(logs, Token));
    }

    [DockerFact]
    public async Task Cancelling_ends_a_followed_read_at_once()
    {
        var id = await IdleAsync();
        using var logs = await Client.Containers.GetContainerLogsAsync(id, tty: false, Followed, Token);
        using var cancel = new CancellationTokenSource();

        var reading = ReadAsync(logs, cancel.Token);
        var start = Stopwatch.GetTimestamp();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [DockerFact]
    public async Task Disposing_ends_a_read_that_waits()
    {
        var id = await IdleAsync();
        var logs = await Client.Containers.GetContainerLogsAsync(id, tty: false, Followed, Token);

        var reading = ReadAsync(logs, Token);
        logs.Dispose();

        Assert.NotNull(await Record.ExceptionAsync(() => reading.WaitAsync(Limit, TimeProvider.System)));
    }

    [DockerFact]
    public async Task Lines_are_reported_with_their_frames_until_the_end_or_cancellation()
    {
        var id = await RunAsync("echo first; trap 'exit 0' TERM; sleep 1000 & wait");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var lines = new Reports<string>();

        var following = Client.Containers.GetContainerLogsAsync(id, Followed, cancel.Token, lines);
        var line = await lines.NextAsync(_ => true, Token);
        await cancel.CancelAsync();

        Assert.Equal("\u0001\0\0\0\0\0\0\u0006first", line);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    [DockerFact]
    public async Task The_raw_stream_is_still_to_be_had()
    {
        var id = await RunAsync("echo raw");
        await Client.Containers.WaitContainerAsync(id, Token);

#pragma warning disable CS0618 // the obsolete overload is part of the surface
        await using var raw = await Client.Containers.GetContainerLogsAsync(id, Both, Token);
#pragma warning restore CS0618
        using var reader = new StreamReader(raw);

        Assert.EndsWith("raw\n", await reader.ReadToEndAsync(Token), StringComparison.Ordinal);
    }

    [DockerFact]
    public async Task Logs_of_an_unknown_container_are_not_found() =>
        await Assert.ThrowsAsync<DockerContainerNotFoundException>(
            () => Client.Containers.GetContainerLogsAsync(NewName(), tty: false, Both, Token));

    private static async Task<string> ReadAsync(MultiplexedStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        var result = await stream.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, result.Count);
    }
}
