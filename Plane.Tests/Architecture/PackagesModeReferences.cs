namespace Plane.Tests.Architecture;

/// <summary>What all projects refer to in packages mode, by one run of MSBuild: its start takes longer than to evaluate a project.</summary>
public sealed class PackagesModeReferences : IAsyncLifetime
{
    public const string Property = "PlaneDependencies=packages";
    private static readonly string[] Kinds = ["LibraryReference", "PackageReference", "PackageVersion", "ProjectReference"];
    private readonly string _directory = Directory.CreateTempSubdirectory("plane-packages-").FullName;
    private ProjectEvaluation _run = null!;

    /// <summary>All but Plane.AppHost: in packages mode it imports an MSBuild SDK that is itself such a package, so it cannot be evaluated without it.</summary>
    public static IEnumerable<string> Projects => [.. HouseMap.Projects.Keys.Except([PackagesModeTests.AppHost]), "Plane.Benchmarks", "Plane.Tests"];

    public async Task InitializeAsync()
    {
        var lines = string.Join(';', Kinds.Select(static kind => $"@({kind}->'{kind} %(Identity)')"));
        var tell = Write("tell.targets", $"""
            <Project>
              <Target Name="TellReferences">
                <WriteLinesToFile File="$(MSBuildThisFileDirectory)$(MSBuildProjectName)" Lines="{lines}" Overwrite="true" />
              </Target>
            </Project>
            """);
        var all = Write("all.proj", $"""
            <Project>
              <Target Name="All">
                <MSBuild Projects="{string.Join(';', Projects.Select(ProjectEvaluation.FileOf))}" Targets="TellReferences" Properties="{Property};CustomAfterMicrosoftCommonTargets={tell}" />
              </Target>
            </Project>
            """);
        _run = await ProjectEvaluation.RunAsync(all);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Identities of a project's items, by their kinds.</summary>
    public ILookup<string, string> Of(string project)
    {
        Assert.True(_run.ExitCode == 0, _run.Output);
        return File.ReadLines(Path.Combine(_directory, project)).Select(static line => line.Split(' ', 2)).ToLookup(static part => part[0], static part => part[1]);
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_directory, name);
        File.WriteAllText(file, text);
        return file;
    }
}
