using Aspire.NATS.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using NATS.Client.Core;
using NATS.Client.JetStream;
using Peers;
using Xunit;

namespace NATS.Net.Tests.Hosting;

public sealed class AspireNatsClientTests
{
    private sealed record Poco(string Name);

    [PeerFact]
    public async Task The_connection_string_of_that_name_leads_to_a_working_client()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true, User = "nats", Password = "p@ss:/word" });
        var builder = Builder(("ConnectionStrings:nats", server.UrlWithCredentials));
        builder.AddNatsClient("nats");
        builder.AddNatsJetStream();
        using var host = builder.Build();
        var js = host.Services.GetRequiredService<INatsJSContext>();
        await js.CreateStreamAsync(new("s", ["s"]));
        Assert.Equal(1ul, (await js.PublishAsync("s", new Poco("json"))).Seq);
        Assert.Same(host.Services.GetRequiredService<NatsConnection>(), host.Services.GetRequiredService<INatsConnection>());
        Assert.Same(js.Connection, host.Services.GetRequiredService<INatsClient>().Connection);
        Assert.Equal(HealthStatus.Healthy, await CheckAsync(host, "NATS"));
    }

    [PeerFact]
    public async Task The_health_check_connects_a_closed_connection_and_tells_when_it_cannot()
    {
        await using var server = await NatsServer.StartAsync();
        var builder = Builder(("ConnectionStrings:nats", server.Url));
        builder.AddNatsClient("nats");
        using var host = builder.Build();
        Assert.Equal(NatsConnectionState.Closed, host.Services.GetRequiredService<INatsConnection>().ConnectionState);
        Assert.Equal(HealthStatus.Healthy, await CheckAsync(host, "NATS"));
        await server.KillAsync();
        await Poll.UntilAsync(async () => await CheckAsync(host, "NATS") == HealthStatus.Degraded, TimeSpan.FromSeconds(5), "the loss to be noticed");
        using var other = Unconnected(server).Build();
        Assert.Equal(HealthStatus.Unhealthy, await CheckAsync(other, "NATS"));
    }

    [Fact]
    public void Settings_come_from_sections_then_connection_string_then_code()
    {
        NatsClientSettings? seen = null;
        var builder = Builder(
            ("Aspire:NATS:Net:ConnectionString", "nats://a:1"),
            ("Aspire:NATS:Net:DisableTracing", "true"),
            ("Aspire:NATS:Net:nats:ConnectionString", "nats://b:2"),
            ("ConnectionStrings:nats", "nats://c:3"));
        builder.AddNatsClient("nats", settings =>
        {
            Assert.Equal("nats://c:3", settings.ConnectionString);
            settings.ConnectionString = "nats://d:4";
            settings.DisableHealthChecks = true;
            seen = settings;
        });
        using var host = builder.Build();
        Assert.True(seen?.DisableTracing);
        Assert.Equal("nats://d:4", host.Services.GetRequiredService<INatsConnection>().Opts.Url);
        Assert.Null(host.Services.GetService<HealthCheckService>());
    }

    [Fact]
    public void The_connection_string_wins_over_options()
    {
        var builder = Builder(("Aspire:NATS:Net:nats:ConnectionString", "nats://b:2"));
        builder.AddNatsClient("nats", opts => opts with { Url = "nats://other:9", Name = "me" });
        using var host = builder.Build();
        var opts = host.Services.GetRequiredService<INatsConnection>().Opts;
        Assert.Equal(("nats://b:2", "me"), (opts.Url, opts.Name));
    }

    [Fact]
    public void A_missing_connection_string_throws_when_the_connection_is_wanted()
    {
        var builder = Builder();
        builder.AddNatsClient("nats");
        using var host = builder.Build();
        var exception = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<INatsConnection>());
        Assert.Contains("ConnectionStrings:nats", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keyed_clients_are_separate()
    {
        var builder = Builder(("ConnectionStrings:one", "nats://a:1"), ("ConnectionStrings:two", "nats://b:2"));
        builder.AddKeyedNatsClient("one");
        builder.AddKeyedNatsClient("two", (_, opts) => opts with { Name = "two" });
        using var host = builder.Build();
        Assert.Equal("nats://a:1", host.Services.GetRequiredKeyedService<INatsConnection>("one").Opts.Url);
        Assert.Equal("two", host.Services.GetRequiredKeyedService<INatsClient>("two").Connection.Opts.Name);
        Assert.Null(host.Services.GetService<INatsConnection>());
    }

    private static HostApplicationBuilder Builder(params (string Key, string Value)[] configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(configuration.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        return builder;
    }

    private static HostApplicationBuilder Unconnected(NatsServer server)
    {
        var builder = Builder(("ConnectionStrings:nats", server.Url));
        builder.AddNatsClient("nats");
        return builder;
    }

    private static async Task<HealthStatus> CheckAsync(IHost host, string name)
    {
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return report.Entries[name].Status;
    }
}
