using System.Collections;
using System.Diagnostics;
using Peers;

namespace Plane.Tests.Architecture;

/// <summary>What MSBuild makes of a project file, without restoring or building it.</summary>
internal sealed record ProjectEvaluation(int ExitCode, string Output)
{
    public static string FileOf(string project) => Path.Combine(Repository.Root, project, project + ".csproj");

    public static async Task<ProjectEvaluation> RunAsync(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", file, "-nologo", .. arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Root,
        };
        foreach (var inherited in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(static entry => (string)entry.Key).Where(IsOfThisRun))
        {
            start.Environment.Remove(inherited);
        }

        using var process = await ChildProcess.StartAsync(start);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ProjectEvaluation(process.ExitCode, output);
    }

    /// <summary>`dotnet test` tells its children where its own MSBuild is.</summary>
    private static bool IsOfThisRun(string variable) => variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);
}
