using System.Globalization;
using Microsoft.Extensions.Configuration;
using Plane.Domain.Keys;

namespace Plane.State.Keys;

/// <summary>
/// Setting <c>Plane:Leases:Scale</c>: one factor for every time of <see cref="LeaseTimings"/>, for tests. 0.01–10, default 1; the same in every
/// program of a store, for whichever comes first makes the buckets.
/// </summary>
public static class LeaseScale
{
    public const string Setting = "Plane:Leases:Scale";
    private const double Least = 0.01;
    private const double Most = 10;

    /// <param name="faults">What is wrong is added here, in an operator's words; the timings returned are then the defaults.</param>
    public static LeaseTimings Read(IConfiguration configuration, ICollection<string> faults)
    {
        var text = configuration[Setting] ?? "1";
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) || factor is not (>= Least and <= Most))
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Setting} is '{text}'; {Least} to {Most} is expected."));
            return LeaseTimings.Default;
        }

        var timings = LeaseTimings.Default.Scaled(factor);
        foreach (var fault in timings.Faults())
        {
            faults.Add($"{Setting} is '{text}': {fault}.");
        }

        return timings;
    }
}
