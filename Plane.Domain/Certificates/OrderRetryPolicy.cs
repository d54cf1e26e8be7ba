namespace Plane.Domain.Certificates;

/// <summary>How long to wait after an order that failed: 30 s at first, twice as long each time, an hour at most, and never less than the authority asks for.</summary>
public static class OrderRetryPolicy
{
    private const double Spread = 0.2;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>An authority that asks for more is mistaken, or we read it wrongly.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(7);

    /// <param name="failures">In a row, this one counted.</param>
    /// <param name="asked">The authority's <c>Retry-After</c>.</param>
    /// <param name="isRateLimited">It said so: without a time that means the longest wait.</param>
    /// <param name="draw">From 0 to 1.</param>
    public static TimeSpan After(int failures, TimeSpan? asked, bool isRateLimited, double draw)
    {
        var grown = First * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        var wait = isRateLimited && asked is null || grown > Longest ? Longest : grown;
        wait *= 1 - Spread + (2 * Spread * Math.Clamp(draw, 0, 1));
        var least = asked is { } time ? (time < LongestAsked ? time : LongestAsked) : TimeSpan.Zero;
        return wait > least ? wait : least;
    }
}
