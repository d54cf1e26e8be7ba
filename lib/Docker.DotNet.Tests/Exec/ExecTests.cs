using System.Text;
using Docker.DotNet.Models;
using Peers;
using Xunit;

namespace Docker.DotNet.Tests.Exec;

public sealed class ExecTests : EngineTest
{
    [DockerFact]
    public async Task A_process_is_fed_read_and_leaves_its_exit_code()
    {
        var id = await ExecAsync("cat; echo oops >&2; exit 5", stdin: true);
        using var attached = await Client.Exec.StartAndAttachContainerExecAsync(id, tty: false, Token);

        var line = new byte[100];
        await attached.WriteAsync("one\n"u8.ToArray(), 0, 4, Token);
        var echoed = await attached.ReadOutputAsync(line, 0, line.Length, Token);
        using var rest = new MemoryStream("two\n"u8.ToArray());
        await attached.CopyFromAsync(rest, Token);
        attached.CloseWrite();

        Assert.Equal("one\n", Encoding.UTF8.GetString(line, 0, echoed.Count));
        Assert.Equal(MultiplexedStream.TargetStream.StandardOut, echoed.Target);
        Assert.Equal(("two\n", "oops\n"), await attached.ReadOutputToEndAsync(Token));
        Assert.Equal(5, (await EndedAsync(id)).ExitCode);
    }

    [DockerFact]
    public async Task Much_input_and_output_at_once_do_not_block_each_other()
    {
        const int size = 8 << 20;
        var id = await ExecAsync("cat", stdin: true);
        using var attached = await Client.Exec.StartAndAttachContainerExecAsync(id, tty: false, Token);
        using var input = new MemoryStream(new byte[size]);
        using var output = new MemoryStream();

        var reading = attached.CopyOutputToAsync(Stream.Null, output, Stream.Null, Token);
        await attached.CopyFromAsync(input, Token);
        attached.CloseWrite();
        await reading;

        Assert.Equal(size, output.Length);
    }

    [DockerFact]
    public async Task A_detached_process_runs_by_itself()
    {
        var id = await ExecAsync("exit 9");

        await Client.Exec.StartContainerExecAsync(id, Token);

        Assert.Equal(9, (await EndedAsync(id)).ExitCode);
    }

    [DockerFact]
    public async Task A_terminals_output_is_one_raw_stream()
    {
        var id = await ExecAsync("echo out; echo err >&2", tty: true);
        using var attached = await Client.Exec.StartAndAttachContainerExecAsync(id, tty: true, Token);

        Assert.Equal(("out\r\nerr\r\n", ""), await attached.ReadOutputToEndAsync(Token));
    }

    [DockerFact]
    public async Task Cancelling_ends_an_attached_read()
    {
        var id = await ExecAsync("sleep 1000");
        using var attached = await Client.Exec.StartAndAttachContainerExecAsync(id, tty: false, Token);
        using var cancel = new CancellationTokenSource();

        var reading = attached.ReadOutputToEndAsync(cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Limit, TimeProvider.System));
    }

    [DockerFact]
    public async Task Without_the_upgrade_the_answer_is_a_200_and_works_the_same()
    {
        var id = await ExecAsync("cat", stdin: true);
        using var configuration = new DockerClientConfiguration(DockerEngine.Endpoint, new DropsUpgrades());
        using var client = configuration.CreateClient();
        using var attached = await client.Exec.StartAndAttachContainerExecAsync(id, tty: false, Token);

        await attached.WriteAsync("still here\n"u8.ToArray(), 0, 11, Token);
        attached.CloseWrite();

        Assert.Equal(("still here\n", ""), await attached.ReadOutputToEndAsync(Token));
    }

    [DockerFact]
    public async Task Unknown_processes_and_containers_are_not_found()
    {
        var none = new string('0', 64);

        await Assert.ThrowsAsync<DockerContainerNotFoundException>(() => Client.Exec.StartAndAttachContainerExecAsync(none, tty: false, Token));
        await Assert.ThrowsAsync<DockerContainerNotFoundException>(() => Client.Exec.StartContainerExecAsync(none, Token));
        await Assert.ThrowsAsync<DockerContainerNotFoundException>(() => Client.Exec.InspectContainerExecAsync(none, Token));
        await Assert.ThrowsAsync<DockerContainerNotFoundException>(
            () => Client.Exec.ExecCreateContainerAsync(NewName(), new ContainerExecCreateParameters { Cmd = ["true"] }, Token));
    }

    private async Task<string> ExecAsync(string script, bool stdin = false, bool tty = false)
    {
        var parameters = new ContainerExecCreateParameters
        {
            AttachStdin = stdin,
            Tty = tty,
            AttachStdout = true,
            AttachStderr = true,
            Cmd = ["sh", "-c", script],
        };
        return (await Client.Exec.ExecCreateContainerAsync(await IdleAsync(), parameters, Token)).ID;
    }

    private async Task<ContainerExecInspectResponse> EndedAsync(string id)
    {
        ContainerExecInspectResponse? seen = null;
        await Poll.UntilAsync(
            async () => !(seen = await Client.Exec.InspectContainerExecAsync(id, Token)).Running && seen.Pid > 0, Limit, "the process to end", Token);
        return seen!;
    }

    /// <summary>What some proxies do.</summary>
    private sealed class DropsUpgrades : Credentials
    {
        public override bool IsTlsCredentials() => false;

        public override HttpMessageHandler GetHandler(HttpMessageHandler innerHandler) => new Handler(innerHandler);

        private sealed class Handler(HttpMessageHandler inner) : DelegatingHandler(inner)
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Connection.Clear();
                request.Headers.Upgrade.Clear();
                return base.SendAsync(request, cancellationToken);
            }
        }
    }
}
