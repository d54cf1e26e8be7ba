using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Peers;
using Xunit;

namespace Aspire.Hosting.Tests;

public sealed class TestingBuilderTests
{
    [PeerFact]
    public async Task An_AppHost_runs_inside_a_test()
    {
        using var limit = new CancellationTokenSource(TestModel.Limit);
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Aspire_Hosting_Tests_AppHost>(["--LeaveBehind", "1"], limit.Token);
        Assert.Contains(builder.Resources, r => r.Name == "second");
        await using var app = await builder.BuildAsync(limit.Token);
        await app.StartAsync(limit.Token);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("second", WaitBehavior.StopOnResourceUnavailable, limit.Token);

        using var client = app.CreateHttpClient("second");
        using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative), limit.Token);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.StartsWith("nats://nats:", await app.GetConnectionStringAsync("nats", limit.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_made_in_the_test_needs_no_AppHost()
    {
        using var limit = new CancellationTokenSource(TestModel.Limit);
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddExecutable("sleeper", "sleep", "/", "60");
        await using var app = await builder.BuildAsync(limit.Token);
        await app.StartAsync(limit.Token);

        await app.ResourceNotifications.WaitForResourceAsync("sleeper", KnownResourceStates.Running, limit.Token);
    }
}
