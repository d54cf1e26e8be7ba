using System.Xml.Linq;

namespace Plane.Tests.Architecture;

/// <summary>
/// <c>-p:PlaneDependencies=packages</c> changes references and nothing else, and changes all of them, so that only the restore can fail
/// where a registry lacks a package. Evaluated, not restored; Plane.AppHost, which cannot even be evaluated without them, is read as text instead.
/// </summary>
public sealed class PackagesModeTests(PackagesModeReferences references) : IClassFixture<PackagesModeReferences>
{
    internal const string AppHost = "Plane.AppHost";

    public static TheoryData<string> Projects => [.. PackagesModeReferences.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_library_is_a_package_with_a_version_and_no_stand_in_is_left(string project)
    {
        var items = references.Of(project);

        Assert.Empty(items["LibraryReference"].Except(items["PackageReference"]));
        Assert.Empty(items["LibraryReference"].Except(items["PackageVersion"]));
        Assert.DoesNotContain(items["ProjectReference"], IsStandIn);
        Assert.NotEmpty(items["PackageVersion"]);
    }

    [Fact]
    public async Task An_unknown_mode_is_an_error_that_names_the_known_ones()
    {
        var evaluation = await ProjectEvaluation.RunAsync(ProjectEvaluation.FileOf("Plane.State"), "-t:CollectPackageReferences", "-p:PlaneDependencies=nuget");

        Assert.NotEqual(0, evaluation.ExitCode);
        Assert.Contains("PlaneDependencies is 'nuget'; it must be 'standins' (default) or 'packages'.", evaluation.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_app_host_names_stand_ins_in_one_mode_and_versioned_packages_in_the_other()
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, AppHost, AppHost + ".csproj"));
        var versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion").ToDictionary(static item => (string)item.Attribute("Include")!);
        var standIns = project.Descendants().Where(static element => IsStandIn((string?)element.Attribute("Include") ?? (string?)element.Attribute("Project") ?? ""));
        var packages = project.Descendants("PackageReference").ToArray();

        Assert.All(standIns, static element => Assert.Equal("'$(PlaneDependencies)' != 'packages'", Condition(element)));
        Assert.All(packages, static element => Assert.Equal("'$(PlaneDependencies)' == 'packages'", Condition(element)));
        Assert.NotEmpty(packages);
        Assert.Empty(packages.Select(static element => (string)element.Attribute("Include")!).Except(versions.Keys));
    }

    /// <summary>All of lib/ but Peers, the tests' own fixtures, and Toml, which stands in for nothing.</summary>
    private static bool IsStandIn(string path)
    {
        var normal = path.Replace('\\', '/');
        return normal.Contains("/lib/", StringComparison.Ordinal) && !normal.EndsWith("/Peers.csproj", StringComparison.Ordinal) && !normal.EndsWith("/Toml.csproj", StringComparison.Ordinal);
    }

    private static string? Condition(XElement element) =>
        element.AncestorsAndSelf().Select(static one => (string?)one.Attribute("Condition")).FirstOrDefault(static condition => condition is not null);
}
