using System.Collections;
using System.Diagnostics;
using System.Text.Json;
using Peers;

namespace Plane.Tests.Architecture;

/// <summary>What MSBuild makes of a project file, without restoring or building it.</summary>
internal sealed record ProjectEvaluation(int ExitCode, string Output)
{
    public static async Task<ProjectEvaluation> RunAsync(string project, params string[] arguments)
    {
        var file = Path.Combine(Repository.Root, project, project + ".csproj");
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

    /// <summary>Identities of the items of one kind, from the answer to <c>-getItem</c>.</summary>
    public IReadOnlyList<string> Items(string kind) =>
        [.. JsonDocument.Parse(Output).RootElement.GetProperty("Items").GetProperty(kind).EnumerateArray().Select(static item => item.GetProperty("Identity").GetString()!)];

    /// <summary>`dotnet test` tells its children where its own MSBuild is.</summary>
    private static bool IsOfThisRun(string variable) => variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);
}
