using System.Globalization;

namespace Plane.Tests.Scenarios;

/// <summary>Processes of this machine, containers' among them, by what they were started with.</summary>
internal static class Processes
{
    /// <param name="argument">One whole argument.</param>
    public static int CountWith(string argument) => All().Count(command => command.Contains(argument));

    /// <param name="command">All of its arguments, the program's name first.</param>
    public static int CountOf(params string[] command) => All().Count(command.SequenceEqual);

    private static IEnumerable<string[]> All() => Directory.EnumerateDirectories("/proc")
        .Where(static path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .Select(static path => CommandOf(path).TrimEnd('\0').Split('\0'));

    private static string CommandOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            return ""; // it ended meanwhile
        }
    }
}
