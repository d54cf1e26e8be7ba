using System.Globalization;
using Plane.Domain.Identity;

namespace Plane.Tests.Storm;

/// <summary>What one container wrote of itself. Lines are appended whole, so their order in the file is the order in which they were written.</summary>
/// <param name="At">Of the machine's clock since boot, read just before the line was written.</param>
internal sealed record SessionLine(string Key, long Token, BackendId Backend, string Word, TimeSpan At)
{
    private const int Parts = 5;

    /// <exception cref="FormatException">A line is none of ours.</exception>
    public static IReadOnlyList<SessionLine> ReadAll(string file) => File.Exists(file) ? [.. File.ReadLines(file).Select(Parse)] : [];

    public static SessionLine Parse(string line) =>
        line.Split(' ') is { Length: Parts } parts
            ? new SessionLine(
                parts[0],
                long.Parse(parts[1], CultureInfo.InvariantCulture),
                BackendId.Parse(parts[2]),
                parts[3],
                TimeSpan.FromSeconds(double.Parse(parts[4], CultureInfo.InvariantCulture)))
            : throw new FormatException($"No session wrote '{line}'.");
}
