namespace Plane.Tests;

/// <summary>
/// How busy the machine may be with other tests. <c>./test</c> runs those without the trait first, as many at once as there is room for, then
/// each of these kinds.
/// </summary>
internal static class Pace
{
    public const string Name = "Pace";

    /// <summary>Compares deadlines of a tenth of their real length, or measures a process: a few at once, mostly waiting.</summary>
    public const string Timed = "timed";

    /// <summary>
    /// Has a process to itself, one at a time: what it measures is the process, or it lasts for minutes. The stand-ins' tests run beside it.
    /// </summary>
    public const string Alone = "alone";
}
