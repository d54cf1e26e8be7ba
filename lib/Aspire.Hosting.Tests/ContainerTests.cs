using Aspire.Hosting.ApplicationModel;
using Peers;
using Xunit;

namespace Aspire.Hosting.Tests;

public sealed class ContainerTests
{
    [DockerFact]
    public async Task A_container_is_reached_by_others_gets_its_environment_and_is_gone_after_the_stop()
    {
        await using var model = new TestModel();
        using var engine = new DockerEngine();
        var image = (await engine.EnsureAsync(TestImage.Http, model.Token)).Split(':');
        var name = "aspire-test-" + Guid.NewGuid().ToString("N")[..8];
        var secret = model.Builder.AddParameter("secret", "from a parameter", secret: true);
        var first = model.Builder.AddContainer("first", image[0], image[1]).WithHttpEndpoint(targetPort: 8080).WithHttpHealthCheck("/")
            .WithContainerName(name).WithEnvironment("SECRET", secret);
        model.Builder.AddContainer("second", image[0], image[1]).WithContainerName(name + "-two")
            .WithEnvironment("FIRST", first.GetEndpoint("http")).WithArgs("sh", "-c", "wget -q -O - $FIRST/cgi-bin/env").WaitFor(first);
        await model.StartAsync();
        await model.HealthyAsync("first");
        await model.Notifications.WaitForResourceAsync("second", KnownResourceStates.TerminalStates, model.Token);

        using var client = TestModel.Client(first);
        Assert.Contains("SECRET=from a parameter", await client.GetStringAsync(new Uri("/cgi-bin/env", UriKind.Relative), model.Token), StringComparison.Ordinal);
        Assert.Contains("SECRET=from a parameter", model.LogOf("second"), StringComparison.Ordinal);
        Assert.DoesNotContain(Processes.CommandLines(), l => l.Contains("from a parameter", StringComparison.Ordinal));
        await model.StopAsync();
        Assert.Empty(await engine.ListContainersAsync(name, model.Token));
    }

    [DockerFact]
    public async Task A_container_from_a_Dockerfile_is_built_with_its_arguments_before_it_runs()
    {
        await using var model = new TestModel();
        using var engine = new DockerEngine();
        var name = "aspire-test-" + Guid.NewGuid().ToString("N")[..8];
        var context = Directory.CreateDirectory(Path.Combine(model.Store, "context")).FullName;
        await File.WriteAllTextAsync(Path.Combine(context, "Dockerfile"), $"""
            FROM {await engine.EnsureAsync(TestImage.Http, model.Token)}
            ARG WORD
            RUN echo "the word is $WORD" > /word
            """, model.Token);
        var word = model.Builder.AddParameter("word", "shibboleth");
        model.Builder.AddDockerfile(name, context).WithBuildArg("WORD", word).WithContainerName(name).WithArgs("cat", "/word");
        try
        {
            await model.StartAsync();
            await model.Notifications.WaitForResourceAsync(name, KnownResourceStates.TerminalStates, model.Token);

            Assert.Contains("the word is shibboleth", model.LogOf(name), StringComparison.Ordinal);
        }
        finally
        {
            await model.StopAsync();
            await engine.RemoveImageAsync(name + ":latest", CancellationToken.None);
        }
    }
}
