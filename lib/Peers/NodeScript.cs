using System.Diagnostics;

namespace Peers;

/// <summary>Scripts of <c>Plane.Tests/JavaScript</c>, which <c>./test</c> puts beside their packages into <c>artifacts/node</c>.</summary>
public static class NodeScript
{
    private static readonly Lazy<string?> Found = new(FindFolder);

    public static bool IsInstalled => Found.Value is not null && Programs.Find("node") is not null;

    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    public static string Folder => Found.Value ?? throw new InvalidOperationException("artifacts/node has no packages: run ./test once.");

    /// <summary>For a script that runs beside the test; the caller ends it.</summary>
    public static ProcessStartInfo Start(string script, params string[] arguments) =>
        new("node", [Path.Combine(Folder, script), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code, and what it printed, errors last.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string script, TimeSpan limit, params string[] arguments)
    {
        using var deadline = new CancellationTokenSource(limit);
        using var node = Process.Start(Start(script, arguments)) ?? throw new InvalidOperationException("node did not start.");
        try
        {
            var output = node.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = await node.StandardError.ReadToEndAsync(deadline.Token);
            await node.WaitForExitAsync(deadline.Token);
            return (node.ExitCode, await output + errors);
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill(entireProcessTree: true);
            }
        }
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
