using Aspire.Hosting.ApplicationModel;
using Peers;
using Xunit;

namespace Aspire.Hosting.Tests;

public sealed class NatsTests
{
    private const string Password = "not-for-everybody";

    [PeerFact]
    public async Task The_password_is_in_a_private_file_and_not_on_the_command_line()
    {
        await using var model = new TestModel();
        model.Builder.AddNats("nats", password: model.Builder.AddParameter("password", Password)).WithJetStream();
        await model.StartAsync();
        await model.HealthyAsync("nats");

        var file = Path.Combine(model.Store, "run", "nats", "nats-server.conf");
        Assert.Contains(Password, await File.ReadAllTextAsync(file, model.Token), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var lines = Processes.CommandLines();
        Assert.Contains(lines, l => l.Contains(file, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains(Password, StringComparison.Ordinal));
    }

    [PeerFact]
    public async Task A_server_that_refuses_the_password_is_not_healthy()
    {
        await using var model = new TestModel();
        var password = model.Builder.AddParameter("password", Password);
        var nats = model.Builder.AddNats("nats", password: password);
        nats.OnConnectionStringAvailable((resource, _, _) =>
        {
            resource.Annotations.Add(new CommandLineArgsCallbackAnnotation(args => args[3] = "another"));
            return Task.CompletedTask;
        });
        await model.StartAsync();

        var seen = await model.Notifications.WaitForResourceAsync(
            "nats", e => e.Snapshot.HealthReports.Any(r => r.Description?.Contains("Authorization", StringComparison.Ordinal) == true), model.Token);

        Assert.NotEqual(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, seen.Snapshot.HealthStatus);
    }

    [PeerFact]
    public async Task Streams_are_kept_in_the_directory_that_was_named()
    {
        await using var model = new TestModel();
        var data = Path.Combine(model.Store, "my-data");
        model.Builder.AddNats("nats").WithJetStream().WithDataBindMount(data);
        await model.StartAsync();
        await model.HealthyAsync("nats");

        Assert.True(Directory.Exists(Path.Combine(data, "jetstream")));
    }
}
