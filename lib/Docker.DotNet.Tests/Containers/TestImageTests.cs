using System.Net;
using Docker.DotNet.Models;
using Peers;
using Xunit;

namespace Docker.DotNet.Tests.Containers;

/// <summary>The images that other tests rely on do what their definitions promise.</summary>
public sealed class TestImageTests : EngineTest
{
    [DockerFact]
    public async Task The_http_image_answers_on_its_port_and_stops_when_told()
    {
        var id = await StartAsync(TestImage.Http, "PORT=7070");
        using var http = new HttpClient { BaseAddress = new Uri($"http://{await AddressAsync(id)}:7070/") };

        await AnswersAsync(http);
        var page = await http.GetStringAsync(new Uri("/", UriKind.Relative), Token);
        var environment = await http.GetStringAsync(new Uri("/cgi-bin/env", UriKind.Relative), Token);
        await Client.Containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = 20 }, Token);

        Assert.Contains("Hello from a session", page, StringComparison.Ordinal);
        Assert.Contains("PORT=7070\n", environment, StringComparison.Ordinal);
        Assert.Equal(0, (await Client.Containers.InspectContainerAsync(id, Token)).State.ExitCode);
    }

    [DockerFact]
    public async Task The_exiting_image_says_why_and_ends_with_3()
    {
        var id = await StartAsync(TestImage.Exits);

        Assert.Equal(3, (await Client.Containers.WaitContainerAsync(id, Token)).StatusCode);
        using var logs = await Client.Containers.GetContainerLogsAsync(id, false, new() { ShowStdout = true, ShowStderr = true }, Token);
        Assert.Equal(("", "cannot open the document\n"), await logs.ReadOutputToEndAsync(Token));
    }

    [DockerFact]
    public async Task The_silent_image_lives_and_stops_when_told()
    {
        var id = await StartAsync(TestImage.Silent);
        using var logs = await Client.Containers.GetContainerLogsAsync(id, false, new() { ShowStdout = true, Follow = true }, Token);
        var buffer = new byte[100];
        Assert.False((await logs.ReadOutputAsync(buffer, 0, buffer.Length, Token)).EOF);

        await Client.Containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = 20 }, Token);

        Assert.Equal(0, (await Client.Containers.InspectContainerAsync(id, Token)).State.ExitCode);
    }

    [DockerFact]
    public async Task The_stubborn_image_answers_and_only_sigkill_ends_it()
    {
        var id = await StartAsync(TestImage.Stubborn);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{await AddressAsync(id)}:8080/") };
        await AnswersAsync(http);

        await Client.Containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = 1 }, Token);

        Assert.Equal(128 + 9, (await Client.Containers.InspectContainerAsync(id, Token)).State.ExitCode);
    }

    private async Task<string> StartAsync(TestImage image, params string[] environment)
    {
        var name = await Engine.EnsureAsync(image, Token);
        return await RunAsync("", p => (p.Image, p.Cmd, p.Env) = (name, null, environment));
    }

    private async Task<string> AddressAsync(string id) =>
        (await Client.Containers.InspectContainerAsync(id, Token)).NetworkSettings.Networks["bridge"].IPAddress;

    private Task AnswersAsync(HttpClient http) => Poll.UntilAsync(
        async () =>
        {
            try
            {
                return (await http.GetAsync(new Uri("/", UriKind.Relative), Token)).StatusCode == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        Limit,
        "an answer over HTTP",
        Token);
}
