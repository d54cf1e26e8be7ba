namespace Plane.Tests;

/// <summary>
/// How busy the machine may be with other tests. <c>./test</c> runs those without the trait first, many at once and standing back for those that
/// want it for themselves, which run beside them, one at a time; then the timed ones.
/// </summary>
internal static class Pace
{
    public const string Name = "Pace";

    /// <summary>Compares deadlines of a tenth of their real length, or measures a process: a few at once, mostly waiting.</summary>
    public const string Timed = "timed";

    /// <summary>Keeps a processor busy, and is to have it when it wants it: one at a time, before all others.</summary>
    public const string Alone = "alone";
}
