using System.Diagnostics;

namespace Peers;

/// <summary>Scripts of <c>Plane.Tests/JavaScript</c>, which <c>./test</c> puts beside their packages into <c>artifacts/node</c>.</summary>
public static class NodeScript
{
    private static readonly Lazy<string?> Found = new(FindFolder);

    public static bool IsInstalled => Found.Value is not null && Programs.Find("node") is not null;

    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    public static string Folder => Found.Value ?? throw new InvalidOperationException("artifacts/node has no packages: run ./test once.");

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code, and what it printed, errors last.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string script, TimeSpan limit, params string[] arguments)
    {
        var (code, output, errors) = await ChildProcess.RunAsync(new ProcessStartInfo(Programs.Require("node"), [Path.Combine(Folder, script), .. arguments]), limit);
        return (code, output + errors);
    }

    private static string? FindFolder()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var folder = Path.Combine(directory.FullName, "node");
            if (directory.Name == "artifacts")
            {
                return Directory.Exists(Path.Combine(folder, "node_modules")) ? folder : null;
            }
        }

        return null;
    }
}
