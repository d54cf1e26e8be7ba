namespace Aspire.Hosting.Tests;

/// <summary>The processes of this machine.</summary>
internal static class Processes
{
    /// <summary>Arguments separated by blanks; zombies have none.</summary>
    public static IReadOnlyList<string> CommandLines() =>
        [.. Directory.EnumerateDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)).Select(d => Read(Path.Combine(d, "cmdline")))];

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file).Replace('\0', ' ');
        }
        catch (IOException)
        {
            return string.Empty; // ended meanwhile
        }
    }
}
