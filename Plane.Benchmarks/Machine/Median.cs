namespace Plane.Benchmarks.Machine;

internal static class Median
{
    public static double Of(IEnumerable<double> all)
    {
        double[] ordered = [.. all.Order()];
        return ordered[ordered.Length / 2];
    }
}
