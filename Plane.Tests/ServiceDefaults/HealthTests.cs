using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Plane.Tests.ServiceDefaults;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_asks_every_check_and_alive_only_the_live_ones_and_neither_says_more_than_one_word()
    {
        await using var program = await ProgramUnderTest.StartAsync([], _ => { }, services =>
            services.AddHealthChecks().AddCheck("store", () => HealthCheckResult.Unhealthy("nats://user:password@host is away")));

        using var health = await program.Client.GetAsync("/health");
        using var alive = await program.Client.GetAsync("/alive");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("Unhealthy", await health.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal("Healthy", await alive.Content.ReadAsStringAsync());
    }
}
