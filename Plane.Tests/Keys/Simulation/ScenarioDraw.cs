using FsCheck;
using FsCheck.Fluent;

namespace Plane.Tests.Keys.Simulation;

/// <summary>How stories are drawn, and made smaller once one fails: fewer incidents first, then shorter ones, then no stalls and no losses.</summary>
internal static class ScenarioDraw
{
    private const int LastIncident = 240;
    private const int LongestIncident = 100;

    /// <summary>Most often what hits the way between a drone and the store, for that is where a lease is lost.</summary>
    private static IEnumerable<IncidentKind> Kinds =>
        [.. Enum.GetValues<IncidentKind>(), .. Enumerable.Repeat(new[] { IncidentKind.CutDrone, IncidentKind.DeafenDrone }, 4).SelectMany(static kinds => kinds)];

    public static Arbitrary<Scenario> Drawn { get; } = ArbitraryOf(Kinds.Where(static kind => kind is not (IncidentKind.LoseRenewal or IncidentKind.LoseLastWrites)));

    /// <summary>With losses of acknowledged writes, against which nothing is promised.</summary>
    public static Arbitrary<Scenario> WithLostWrites { get; } = ArbitraryOf(Kinds);

    /// <summary>Only of these kinds, and fewer: where a mistake needs two of them in a row.</summary>
    public static Arbitrary<Scenario> Of(params IncidentKind[] kinds) => ArbitraryOf(kinds, 5);

    private static Arbitrary<Scenario> ArbitraryOf(IEnumerable<IncidentKind> kinds, int most = 14)
    {
        var trouble =
            from kind in Gen.Elements(kinds.ToArray())
            from span in Gen.OneOf(Gen.Choose(1, 20), Gen.Choose(20, LongestIncident))
            from gap in Gen.Choose(0, 8)
            select (kind, span, gap);
        var series =
            from first in Gen.Choose(1, LastIncident)
            from who in Gen.Choose(0, 5)
            from count in Gen.Choose(1, 4)
            from troubles in Gen.ArrayOf(trouble, count)
            select InSeries(first, who, troubles);
        var scenario =
            from seed in Gen.Choose(0, int.MaxValue - 1)
            from loss in Gen.Elements(0, 2, 10, 30)
            from stall in Gen.Elements(0, 0, 3, 10)
            from count in Gen.Choose(0, most)
            from incidents in Gen.ArrayOf(series, count)
            select new Scenario(seed, loss, stall, [.. incidents.SelectMany(static one => one).OrderBy(static one => one.At)]);
        return Arb.From(scenario, Smaller);
    }

    /// <summary>Trouble seldom comes alone: on one machine each begins soon after the one before ended.</summary>
    private static IEnumerable<Incident> InSeries(int first, int who, (IncidentKind Kind, int Span, int Gap)[] troubles)
    {
        var at = first;
        foreach (var (kind, span, gap) in troubles)
        {
            yield return new Incident(kind, at, span, who);
            at += span + gap;
        }
    }

    private static IEnumerable<Scenario> Smaller(Scenario broken)
    {
        var incidents = broken.Incidents;
        if (incidents.Length > 3)
        {
            yield return broken with { Incidents = incidents[..(incidents.Length / 2)] };
            yield return broken with { Incidents = incidents[(incidents.Length / 2)..] };
        }

        for (var i = 0; i < incidents.Length; i++)
        {
            yield return broken with { Incidents = incidents.RemoveAt(i) };
        }

        for (var i = 0; i < incidents.Length; i++)
        {
            if (incidents[i].Span > 1)
            {
                yield return broken with { Incidents = incidents.SetItem(i, incidents[i] with { Span = incidents[i].Span / 2 }) };
            }
        }

        if (broken.StallPermille > 0)
        {
            yield return broken with { StallPermille = 0 };
        }

        if (broken.LossPercent > 0)
        {
            yield return broken with { LossPercent = 0 };
        }
    }
}
