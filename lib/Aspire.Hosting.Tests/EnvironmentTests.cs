using System.Net.Http.Json;
using Aspire.Hosting.ApplicationModel;
using Peers;
using Xunit;

namespace Aspire.Hosting.Tests;

public sealed class EnvironmentTests
{
    [PeerFact]
    public async Task A_project_is_told_of_its_own_address_and_of_what_it_refers_to()
    {
        await using var model = new TestModel();
        var password = model.Builder.AddParameter("password", "s3cr/t");
        var nats = model.Builder.AddNats("my-nats", password: password);
        var other = model.AddService("other");
        var service = model.AddService("service").WithReference(nats).WithReference(other).WaitFor(nats)
            .WithHttpEndpoint(name: "second", env: "SECOND_PORT")
            .WithEnvironment("GREETING", $"to {nats.Resource.Host}");
        await model.StartAsync();
        await model.HealthyAsync("service");
        using var client = TestModel.Client(service);

        var variables = await client.GetFromJsonAsync<Dictionary<string, string>>("/environment", model.Token) ?? [];

        var port = nats.Resource.PrimaryEndpoint.Port;
        Assert.Equal($"nats://nats:s3cr%2Ft@localhost:{port}", variables["ConnectionStrings__my-nats"]);
        Assert.Equal(("localhost", $"{port}", "nats", "s3cr/t"), (variables["MY_NATS_HOST"], variables["MY_NATS_PORT"], variables["MY_NATS_USERNAME"], variables["MY_NATS_PASSWORD"]));
        Assert.Equal(other.GetEndpoint("http").Url, variables["services__other__http__0"]);
        Assert.Equal(other.GetEndpoint("http").Url, variables["OTHER_HTTP"]);
        Assert.Equal(service.GetEndpoint("http").Url, variables["ASPNETCORE_URLS"]);
        Assert.Equal($"{service.GetEndpoint("second").Port}", variables["SECOND_PORT"]);
        Assert.Equal("service", variables["OTEL_SERVICE_NAME"]);
        Assert.Equal("simple", variables["LOGGING__CONSOLE__FORMATTERNAME"]);
        Assert.Equal("to localhost", variables["GREETING"]);
    }

    [Fact]
    public async Task Arguments_arrive_as_they_were_given_and_resolved()
    {
        await using var model = new TestModel();
        var parameter = model.Builder.AddParameter("colour", "dark red");
        var service = model.AddService("service").WithArgs("--a", "b c").WithArgs(context => context.Args.Add(parameter));
        await model.StartAsync();
        await model.HealthyAsync("service");
        using var client = TestModel.Client(service);

        Assert.Equal(["--a", "b c", "dark red"], await client.GetFromJsonAsync<string[]>("/arguments", model.Token) ?? []);
    }

    [Fact]
    public async Task A_missing_connection_string_fails_the_start_with_its_name()
    {
        await using var model = new TestModel();
        var missing = model.Builder.AddParameter("nowhere");
        model.AddShell("shell", "exec sleep 60").WithEnvironment("X", missing);
        await model.StartAsync();

        Assert.Equal(KnownResourceStates.FailedToStart, await model.Notifications.WaitForResourceAsync("shell", KnownResourceStates.TerminalStates, model.Token));
    }

    [Fact]
    public async Task Telemetry_goes_to_the_collector_the_AppHost_was_told_of()
    {
        await using var model = new TestModel();
        model.Builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:4317";
        var service = model.AddService("service");
        await model.StartAsync();
        await model.HealthyAsync("service");
        using var client = TestModel.Client(service);

        var variables = await client.GetFromJsonAsync<Dictionary<string, string>>("/environment", model.Token) ?? [];

        Assert.Equal(("http://localhost:4317", "grpc"), (variables["OTEL_EXPORTER_OTLP_ENDPOINT"], variables["OTEL_EXPORTER_OTLP_PROTOCOL"]));
    }
}
