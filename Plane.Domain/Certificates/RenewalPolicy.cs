namespace Plane.Domain.Certificates;

/// <summary>When a certificate is replaced. Pure; wall clock, for that is what certificates are dated by.</summary>
public static class RenewalPolicy
{
    /// <summary>Certificates of drones that started together are not renewed together.</summary>
    private const double JitterShare = 1.0 / 30;

    /// <summary>At two thirds of the lifetime, or up to a thirtieth of it earlier.</summary>
    /// <param name="maxAge">Replaced at this age although it is good for longer; null for the lifetime alone.</param>
    /// <param name="draw">From 0 to 1, drawn once for each certificate.</param>
    public static DateTimeOffset DueAt(DateTimeOffset notBefore, DateTimeOffset notAfter, TimeSpan? maxAge, double draw)
    {
        var lifetime = notAfter - notBefore;
        var due = notBefore + (lifetime * 2 / 3) - (lifetime * JitterShare * Math.Clamp(draw, 0, 1));
        return maxAge is { } age && notBefore + age < due ? notBefore + age : due;
    }

    /// <summary>Half of what renewal leaves of the lifetime is over: it fails, and somebody must look.</summary>
    public static bool IsOverdue(DateTimeOffset notBefore, DateTimeOffset notAfter, DateTimeOffset now) => now >= notAfter - ((notAfter - notBefore) / 6);
}
