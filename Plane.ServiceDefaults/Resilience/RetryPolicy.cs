using System.Net;

namespace Plane.ServiceDefaults.Resilience;

/// <summary>When and how long after a failed attempt the next one is made. Decides; does nothing.</summary>
internal sealed record RetryPolicy
{
    public static RetryPolicy Default { get; } = new();

    /// <summary>Attempts in all, the first included. Default 3.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Mean wait after the first attempt; doubles with each. Default 200 ms.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A <c>Retry-After</c> above this is the caller's to handle: the answer is passed on. Default 2 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Idempotent by RFC 9110 §9.2.2, and without content that might have been consumed by the first attempt.</summary>
    public static bool MayRepeat(HttpRequestMessage request) =>
        request.Content is null
        && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || request.Method == HttpMethod.Options
            || request.Method == HttpMethod.Put || request.Method == HttpMethod.Delete || request.Method == HttpMethod.Trace);

    /// <summary>The server, or something before it, was not there; it may be in a moment.</summary>
    public static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>The wait before the next attempt; null when there is to be none.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="retryAfter">What the answer asked for, if it did.</param>
    /// <param name="chance">From 0 to 1: spreads clients that failed together over half to one and a half of the mean.</param>
    public TimeSpan? DelayAfter(int attempt, TimeSpan? retryAfter, double chance)
    {
        if (attempt >= Attempts || retryAfter > MaxDelay)
        {
            return null;
        }

        var mean = FirstDelay * Math.Pow(2, attempt - 1);
        var delay = mean * (0.5 + chance);
        return retryAfter > delay ? retryAfter : delay < MaxDelay ? delay : MaxDelay;
    }
}
