namespace Plane.Domain.Certificates;

/// <summary>
/// What an authority allows of certificates for exactly the same names (Let's Encrypt: 5 in 7 days). Proxies that each have their own certificate
/// draw on one budget.
/// </summary>
public static class DuplicateBudget
{
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);

    /// <param name="issued">When certificates of these names were issued, in any order, as far as that is known.</param>
    /// <param name="limit">0 for none.</param>
    /// <returns>When the next may be ordered: now, or once the oldest in the way has left the window.</returns>
    public static DateTimeOffset NextAt(IEnumerable<DateTimeOffset> issued, int limit, DateTimeOffset now)
    {
        var recent = Recent(issued, now);
        return limit == 0 || recent.Count < limit ? now : recent[^limit] + Window;
    }

    /// <summary>Those that still count, oldest first.</summary>
    public static IReadOnlyList<DateTimeOffset> Recent(IEnumerable<DateTimeOffset> issued, DateTimeOffset now) => [.. issued.Where(at => at > now - Window).Order()];
}
