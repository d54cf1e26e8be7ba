using System.Diagnostics;
using System.Net.Sockets;
using Docker.DotNet.Models;
using Peers;
using Xunit;

namespace Docker.DotNet.Tests.Engine;

public sealed class SystemTests : EngineTest
{
    [DockerFact]
    public async Task The_engine_says_what_it_is()
    {
        await Client.System.PingAsync(Token);
        var version = await Client.System.GetVersionAsync(Token);
        var host = await Client.System.GetSystemInfoAsync(Token);

        Assert.Equal(version.Version, host.ServerVersion);
        Assert.True(System.Version.Parse(version.APIVersion) >= new System.Version(1, 41));
        Assert.Equal("linux", host.OSType);
        Assert.True(host.NCPU > 0 && host.MemTotal > 0);
        Assert.Contains(host.DefaultRuntime, host.Runtimes.Keys);
    }

    [DockerFact]
    public async Task A_version_asked_for_is_in_the_path()
    {
        using var configuration = Configuration;
        using var old = configuration.CreateClient(new System.Version(1, 41));
        using var tooNew = configuration.CreateClient(new System.Version(9, 99));

        await old.System.PingAsync(Token);
        var refused = await Assert.ThrowsAsync<DockerApiException>(() => tooNew.System.GetVersionAsync(Token));

        Assert.Contains("9.99", refused.ResponseBody, StringComparison.Ordinal);
    }

    [DockerFact]
    public async Task Events_come_as_they_happen_until_the_stream_is_cancelled()
    {
        var id = await CreateAsync("exit 4", p => p.Labels = new Dictionary<string, string> { ["plane.test"] = "event" });
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["container"] = new Dictionary<string, bool> { [id] = true } };
        var events = new Reports<Message>();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        // Since makes the order of subscribing and starting immaterial.
        var since = (await Client.Containers.InspectContainerAsync(id, Token)).Created;
        var monitoring = Client.System.MonitorEventsAsync(
            new ContainerEventsParameters { Since = $"{new DateTimeOffset(since).ToUnixTimeSeconds() - 1}", Filters = filters }, events, cancel.Token);
        await Client.Containers.StartContainerAsync(id, null, Token);
        var start = await events.NextAsync(e => e.Action == "start", Token);
        var die = await events.NextAsync(e => e.Action == "die", Token);
        await cancel.CancelAsync();

        Assert.Equal("container", start.Type);
        Assert.Equal(id, start.Actor.ID);
        Assert.Equal("event", start.Actor.Attributes["plane.test"]);
        Assert.Equal("4", die.Actor.Attributes["exitCode"]);
        Assert.True(die.TimeNano > start.TimeNano);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => monitoring);
    }

    [DockerFact]
    public async Task Events_end_by_themselves_at_until() =>
        await Client.System.MonitorEventsAsync(new ContainerEventsParameters { Since = "1", Until = "2" }, new Reports<Message>(), Token);

    [Fact]
    public async Task An_engine_that_is_not_there_is_a_failed_request()
    {
        using var socket = new DockerClientConfiguration(new Uri("unix:///nowhere/docker.sock")).CreateClient();
        using var port = new DockerClientConfiguration(new Uri($"tcp://127.0.0.1:{FreePort.Tcp()}")).CreateClient();

        var noSocket = await Assert.ThrowsAsync<HttpRequestException>(() => socket.System.PingAsync(Token));
        await Assert.ThrowsAsync<HttpRequestException>(() => port.System.PingAsync(Token));

        Assert.IsAssignableFrom<SocketException>(noSocket.InnerException);
    }

    [Fact]
    public async Task An_engine_that_does_not_answer_is_given_up_after_the_default_timeout()
    {
        using var silent = new TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        using var configuration = new DockerClientConfiguration(new Uri("tcp://" + silent.LocalEndpoint), defaultTimeout: TimeSpan.FromMilliseconds(200));
        using var client = configuration.CreateClient();
        var start = Stopwatch.GetTimestamp();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.System.PingAsync(Token));

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(150), Limit);
    }

    [Fact]
    public void Configurations_have_the_packages_defaults()
    {
        using var configuration = new DockerClientConfiguration();

        Assert.Equal("unix:/var/run/docker.sock", configuration.EndpointBaseUri.OriginalString);
        Assert.Equal(TimeSpan.FromSeconds(100), configuration.DefaultTimeout);
        Assert.False(configuration.Credentials.IsTlsCredentials());
        using var unknown = new DockerClientConfiguration(new Uri("ftp://somewhere/"));
        Assert.Throws<NotSupportedException>(() => unknown.CreateClient());
    }
}
