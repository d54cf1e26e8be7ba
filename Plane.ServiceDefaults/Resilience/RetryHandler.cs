using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace Plane.ServiceDefaults.Resilience;

/// <summary>Repeats idempotent requests whose server was not there for a moment, as <see cref="RetryPolicy"/> decides.</summary>
internal sealed partial class RetryHandler(RetryPolicy policy, TimeProvider time, Random random, ILogger<RetryHandler> logger)
    : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!RetryPolicy.MayRepeat(request))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        for (var attempt = 1; ; attempt++)
        {
            var (response, failure) = await AttemptAsync(request, cancellationToken);
            if (response is not null && !RetryPolicy.IsPassing(response.StatusCode))
            {
                return response;
            }

            if (policy.DelayAfter(attempt, RetryAfter(response?.Headers.RetryAfter), Chance()) is not { } delay)
            {
                return response ?? throw failure!;
            }

            LogRepeat(logger, request.Method, request.RequestUri?.Host, (int?)response?.StatusCode, failure?.HttpRequestError, attempt);
            response?.Dispose();
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    /// <summary>Exactly one of the two; what is no <see cref="HttpRequestException"/> is thrown.</summary>
    private async Task<(HttpResponseMessage? Response, HttpRequestException? Failure)> AttemptAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return (await base.SendAsync(request, cancellationToken), null);
        }
        catch (HttpRequestException failure)
        {
            return (null, failure);
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);

    /// <summary><see cref="Random"/> promises nothing to several threads at once.</summary>
    private double Chance()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }
}
