using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Plane.ServiceDefaults.Resilience;

namespace Plane.Tests.ServiceDefaults;

public sealed class RetryTests
{
    private static readonly RetryPolicy Quick = new() { FirstDelay = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public async Task A_GET_is_repeated_until_the_server_is_back()
    {
        var (status, attempts) = await SendAsync(HttpMethod.Get, failures: 2, retryAfterSeconds: null);

        Assert.Equal((HttpStatusCode.OK, 3), (status, attempts));
    }

    [Fact]
    public async Task After_the_last_attempt_the_answer_is_passed_on()
    {
        var (status, attempts) = await SendAsync(HttpMethod.Get, failures: 9, retryAfterSeconds: null);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 3), (status, attempts));
    }

    [Fact]
    public async Task A_POST_is_sent_once()
    {
        var (status, attempts) = await SendAsync(HttpMethod.Post, failures: 1, retryAfterSeconds: null);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 1), (status, attempts));
    }

    [Fact]
    public async Task A_long_Retry_After_is_left_to_the_caller()
    {
        var (status, attempts) = await SendAsync(HttpMethod.Get, failures: 1, retryAfterSeconds: 40);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 1), (status, attempts));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_an_error_after_the_last_attempt()
    {
        await using var program = await ProgramUnderTest.StartAsync([], _ => { }, services => services.AddSingleton(Quick));

        // Port 1 (tcpmux) is privileged and served nowhere.
        await Assert.ThrowsAsync<HttpRequestException>(() => program.OwnClient.GetAsync("http://127.0.0.1:1/"));
    }

    [Theory]
    [InlineData(1, 0.5, 200)]
    [InlineData(2, 0.5, 400)]
    [InlineData(1, 0.0, 100)]
    [InlineData(1, 1.0, 300)]
    public void The_wait_doubles_and_is_spread_around_its_mean(int attempt, double chance, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), RetryPolicy.Default.DelayAfter(attempt, null, chance));

    [Fact]
    public void The_wait_is_at_least_what_the_server_asks_and_never_beyond_the_maximum()
    {
        var policy = new RetryPolicy { Attempts = 20 };

        Assert.Equal(TimeSpan.FromSeconds(1), policy.DelayAfter(1, TimeSpan.FromSeconds(1), 0));
        Assert.Equal(policy.MaxDelay, policy.DelayAfter(19, null, 1));
        Assert.Null(policy.DelayAfter(20, null, 0));
    }

    private static async Task<(HttpStatusCode Status, int Attempts)> SendAsync(HttpMethod method, int failures, int? retryAfterSeconds)
    {
        var attempts = 0;
        await using var service = await ProgramUnderTest.StartAsync([], app => app.Map("/", (HttpContext context) =>
        {
            if (Interlocked.Increment(ref attempts) <= failures)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = retryAfterSeconds?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        }));
        await using var program = await ProgramUnderTest.StartAsync([], _ => { }, services => services.AddSingleton(Quick));

        using var request = new HttpRequestMessage(method, service.App.Urls.Single());
        using var response = await program.OwnClient.SendAsync(request);
        return (response.StatusCode, attempts);
    }
}
