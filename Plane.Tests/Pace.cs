namespace Plane.Tests;

/// <summary>
/// How busy the machine may be with other tests. <c>./test</c> runs those without the trait first, many at once, then each of these kinds by
/// itself.
/// </summary>
internal static class Pace
{
    public const string Name = "Pace";

    /// <summary>Compares deadlines of a tenth of their real length, or measures a process: a few at once, mostly waiting.</summary>
    public const string Timed = "timed";

    /// <summary>Keeps the machine busy: one at a time.</summary>
    public const string Alone = "alone";
}
