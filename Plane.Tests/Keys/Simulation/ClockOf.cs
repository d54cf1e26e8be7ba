namespace Plane.Tests.Keys.Simulation;

/// <param name="Rate">0.95 to 1.05.</param>
/// <param name="Origin">What it shows at the beginning.</param>
internal sealed record ClockOf(double Rate, TimeSpan Origin)
{
    /// <summary>The extremes are where the timings must hold, so they are drawn often.</summary>
    public static ClockOf Draw(Random chance) => new(
        chance.Next(5) switch { 0 or 1 => 0.95, 2 or 3 => 1.05, _ => 0.95 + (chance.NextDouble() / 10) },
        TimeSpan.FromHours(chance.Next(1, 9000)));

    public TimeSpan At(TimeSpan now) => Origin + (now * Rate);

    public TimeSpan TrueSpan(TimeSpan local) => local / Rate;
}
